"""
What other languages call a column: the headings of spreadsheets, of WooCommerce, and of the marketplaces there.

Only words that mean one thing in a table of products. A net price, a former price or what the shop itself paid is not
the price; "Nombre" is a name in Spanish, and nobody heads a French column so.
"""

from __future__ import annotations

# Language: meaning (see `catalog.importing.columns`): headings.
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "de": {
        "ref": ("Produkt-ID", "Produktreferenz", "Referenz", "Produktnummer", "Kennung"),
        "title": (
            *("Titel", "Name", "Bezeichnung", "Artikel", "Artikelname", "Artikelbezeichnung", "Produkt"),
            *("Produktname", "Produkttitel", "Produktbezeichnung"),
        ),
        "description": ("Beschreibung", "Artikelbeschreibung", "Produktbeschreibung", "Langbeschreibung"),
        "category": ("Kategorie", "Kategorien", "Produktkategorie", "Warengruppe", "Rubrik"),
        "type": ("Typ", "Produkttyp", "Produktart", "Artikelart"),
        "brand": ("Marke", "Hersteller", "Herstellername"),
        "model": ("Modell", "Modellnummer", "Modellbezeichnung", "Herstellernummer"),
        "condition": ("Zustand", "Artikelzustand"),
        "status": ("Veröffentlicht", "Aktiv", "Artikelstatus"),
        "language": ("Sprache",),
        "sku": ("Artikelnummer", "Artikel-Nr.", "Artikelnr.", "Art.-Nr.", "ArtNr", "Bestellnummer", "Lagernummer"),
        "price": (
            *("Preis", "Verkaufspreis", "VK", "VK-Preis", "Bruttopreis", "Preis brutto", "Einzelpreis", "Stückpreis"),
            *("Regulärer Preis", "Preis in EUR", "Preis (EUR)", "Preis in Euro", "Preis inkl. MwSt."),
        ),
        "currency": ("Währung", "Waehrung", "Währungscode"),
        "stock": (
            *("Bestand", "Lagerbestand", "Lager", "Menge", "Anzahl", "Stückzahl", "Stueckzahl", "Verfügbare Menge"),
            *("Auf Lager",),
        ),
        "image": ("Bild", "Bilder", "Bild-URL", "Bild-URLs", "Bildadresse", "Produktbild", "Produktbilder", "Fotos"),
        "option1 name": ("Attribut 1 Name", "Variante 1 Name"),
        "option1 value": ("Attribut 1 Wert(e)", "Attribut 1 Wert", "Variante 1 Wert", "Variante", "Ausführung"),
        "option2 name": ("Attribut 2 Name", "Variante 2 Name"),
        "option2 value": ("Attribut 2 Wert(e)", "Attribut 2 Wert", "Variante 2 Wert"),
        "dimensions unit": ("Maßeinheit", "Masseinheit", "Längeneinheit"),
        "weight unit": ("Gewichtseinheit",),
    },
    "id": {
        "ref": ("ID Produk", "Kode Barang", "No. Produk", "Nomor Produk"),
        "title": ("Nama Item", "Judul Produk"),
        "description": ("Deskripsi Barang", "Keterangan Produk", "Penjelasan"),
        "category": ("Kategori Barang", "Nama Kategori"),
        "type": ("Tipe", "Tipe Produk", "Jenis Barang"),
        "brand": ("Nama Merek", "Produsen"),
        "model": ("Nomor Model", "Nama Model"),
        "condition": ("Kondisi Barang", "Kondisi Produk"),
        "status": ("Terbit", "Status Produk"),
        "sku": ("Nomor SKU", "SKU Induk", "Kode Variasi"),
        "price": ("Harga (Rp)", "Harga Rupiah", "Harga Satuan", "Harga Reguler", "Harga Produk"),
        "currency": ("Kode Mata Uang",),
        "stock": ("Persediaan", "Jumlah Barang", "Sisa Stok", "Stok Barang"),
        "image": ("Foto Utama", "Foto Sampul", "Gambar Produk", "URL Gambar", "Tautan Foto"),
        "option1 name": ("Nama Atribut 1",),
        "option1 value": ("Nilai Atribut 1", "Variasi", "Varian"),
        "option2 name": ("Nama Atribut 2",),
        "option2 value": ("Nilai Atribut 2",),
        "dimensions unit": ("Satuan Ukuran",),
        "weight unit": ("Satuan Berat",),
    },
    "es": {
        "ref": ("ID de producto", "ID del producto", "Código de producto", "Código del producto"),
        "title": (
            *("Nombre", "Título", "Artículo", "Producto", "Nombre del producto", "Nombre de producto"),
            *("Título del producto", "Nombre del artículo"),
        ),
        "description": ("Descripción", "Descripción del producto", "Descripción larga"),
        "category": ("Categoría", "Categorías", "Categoría del producto"),
        "type": ("Tipo", "Tipo de producto"),
        "brand": ("Marca", "Fabricante"),
        "model": ("Modelo", "Número de modelo"),
        "condition": ("Condición", "Estado del producto", "Estado del artículo"),
        "status": ("Publicado", "Activo"),
        "language": ("Idioma", "Lengua"),
        "sku": ("Referencia", "Código SKU", "Código de artículo", "Código del artículo", "Núm. de artículo"),
        "price": (
            *("Precio", "Precio normal", "Precio de venta", "Precio unitario", "PVP", "Precio con IVA"),
            *("Precio (EUR)", "Precio en EUR", "Precio en euros"),
        ),
        "currency": ("Moneda", "Divisa", "Código de moneda"),
        "stock": ("Existencias", "Inventario", "Cantidad", "Unidades", "Cantidad disponible", "Stock disponible"),
        "image": ("Imagen", "Imágenes", "Foto", "Fotos", "URL de la imagen", "URL de imagen", "Imagen del producto"),
        "option1 name": ("Nombre del atributo 1", "Nombre de la opción 1"),
        "option1 value": (
            *("Valor(es) del atributo 1", "Valor del atributo 1", "Valor de la opción 1", "Variante", "Variación"),
        ),
        "option2 name": ("Nombre del atributo 2", "Nombre de la opción 2"),
        "option2 value": ("Valor(es) del atributo 2", "Valor del atributo 2", "Valor de la opción 2"),
        "dimensions unit": ("Unidad de medida",),
        "weight unit": ("Unidad de peso",),
    },
    "fr": {
        "ref": (
            *("Référence", "Réf.", "ID produit", "ID du produit", "Identifiant", "Identifiant produit"),
            "Code produit",
        ),
        "title": (
            *("Nom", "Titre", "Article", "Produit", "Désignation", "Libellé", "Intitulé", "Nom du produit"),
            *("Titre du produit", "Nom de l’article"),
        ),
        "description": ("Description du produit", "Description longue", "Descriptif"),
        "category": ("Catégorie", "Catégories", "Catégorie du produit", "Rayon"),
        "type": ("Type de produit",),
        "brand": ("Marque", "Fabricant"),
        "model": ("Modèle", "Numéro de modèle"),
        "condition": ("État", "État du produit", "État de l’article"),
        "status": ("Publié", "Actif"),
        "language": ("Langue",),
        "sku": ("UGS", "Code article", "Référence article", "Numéro d’article"),
        "price": (
            *("Prix", "Prix de vente", "Prix unitaire", "Prix TTC", "Tarif", "Tarif régulier"),
            *("Prix (EUR)", "Prix en EUR", "Prix en euros"),
        ),
        "currency": ("Devise", "Monnaie", "Code devise"),
        "stock": ("Quantité", "Quantité en stock", "Stock disponible", "Unités", "En stock"),
        "image": ("Photo du produit", "Image du produit", "URL de l’image", "URL image", "URL des images"),
        "option1 name": ("Nom de l’attribut 1", "Nom de l’option 1"),
        "option1 value": (
            *("Valeur(s) de l’attribut 1", "Valeur de l’attribut 1", "Valeur de l’option 1", "Variante", "Déclinaison"),
        ),
        "option2 name": ("Nom de l’attribut 2", "Nom de l’option 2"),
        "option2 value": ("Valeur(s) de l’attribut 2", "Valeur de l’attribut 2", "Valeur de l’option 2"),
        "dimensions unit": ("Unité de mesure",),
        "weight unit": ("Unité de poids",),
    },
}

# Language: the name under which our categories ask for a fact: headings. Indonesian ones stand in the tree itself.
FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "de": {
        "colour": ("Farbe", "Hauptfarbe"),
        "weight": ("Gewicht",),
        "capacity": ("Fassungsvermögen", "Volumen", "Inhalt"),
        "size": ("Größe", "Groesse"),
        "width": ("Breite",),
        "height": ("Höhe", "Hoehe"),
        "length": ("Länge", "Laenge"),
        "depth": ("Tiefe",),
        "diameter": ("Durchmesser",),
        "care": ("Pflege", "Pflegehinweis", "Pflegehinweise"),
        "wattage": ("Leistung",),
        "voltage": ("Spannung",),
        "warranty": ("Garantie",),
        "handmade": ("Handgemacht", "Handgefertigt"),
        "ingredients": ("Zutaten",),
        "net weight": ("Nettogewicht",),
    },
    "id": {
        "colour": ("Warna",),
        "size": ("Ukuran",),
        "weight": ("Berat Produk", "Berat Barang"),
    },
    "es": {
        "colour": ("Color principal",),
        "weight": ("Peso",),
        "capacity": ("Capacidad", "Volumen"),
        "size": ("Talla", "Tamaño"),
        "width": ("Ancho", "Anchura"),
        "height": ("Alto", "Altura"),
        "length": ("Largo", "Longitud"),
        "depth": ("Profundidad", "Fondo"),
        "diameter": ("Diámetro",),
        "care": ("Cuidados",),
        "wattage": ("Potencia",),
        "voltage": ("Voltaje", "Tensión"),
        "warranty": ("Garantía",),
        "handmade": ("Hecho a mano",),
        "ingredients": ("Ingredientes",),
        "net weight": ("Peso neto",),
    },
    "fr": {
        "colour": ("Couleur", "Couleur principale"),
        "material": ("Matière", "Matériau"),
        "weight": ("Poids",),
        "capacity": ("Capacité", "Contenance"),
        "size": ("Taille",),
        "width": ("Largeur",),
        "height": ("Hauteur",),
        "length": ("Longueur",),
        "depth": ("Profondeur",),
        "diameter": ("Diamètre",),
        "care": ("Entretien",),
        "wattage": ("Puissance",),
        "voltage": ("Tension",),
        "warranty": ("Garantie",),
        "handmade": ("Fait main",),
        "ingredients": ("Ingrédients",),
        "net weight": ("Poids net",),
    },
}

# What a cell says in these languages: that a product is public; which condition it is in.
PUBLIC = frozenset({"aktiv", "veröffentlicht", "ja", "aktif", "terbit", "ya", "activo", "publicado", "sí", "si"}) | {
    *("actif", "publié", "oui"),
}
CONDITIONS: dict[str, tuple[str, ...]] = {
    "new": ("neu", "neuware", "baru", "nuevo", "nueva", "neuf", "neuve"),
    "used": ("gebraucht", "bekas", "usado", "usada", "de segunda mano", "occasion", "d’occasion", "d'occasion"),
    "refurbished": (
        *("generalüberholt", "aufgearbeitet", "refurbished", "rekondisi", "reacondicionado", "reacondicionada"),
        *("reconditionné", "reconditionnée"),
    ),
}
