"""The posts that issue international numbers (S10 of the Universal Postal Union), by the country at their end."""

from __future__ import annotations

_POSTS = """
AE Emirates Post
AF Afghan Post
AG Antigua Post
AL Posta Shqiptare
AM Haypost
AO Correios de Angola
AR Correo Argentino
AT Österreichische Post
AU Australia Post
AZ Azarpoçt
BA BH Pošta
BB Barbados Postal Service
BD Bangladesh Post Office
BE bpost
BF SONAPOST
BG Bulgarian Posts
BH Bahrain Post
BI RNP – Régie nationale des postes
BJ La Poste du Bénin
BN Brunei Postal Services
BO ECOBOL
BR Correios
BS Bahamas Postal Service
BT Bhutan Post
BW BotswanaPost
BY Belpochta
BZ Belize Postal Service
CA Canada Post
CD Poste congolaise
CF Poste centrafricaine
CG La Poste du Congo
CH Swiss Post
CI La Poste de Côte d’Ivoire
CL Correos de Chile
CM CAMPOST – Cameroon Postal Services
CN China Post
CO 4-72
CR Correos de Costa Rica
CU Correos de Cuba
CV Correios de Cabo Verde
CY Cyprus Post
CZ Česká pošta
DE Deutsche Post
DJ La Poste de Djibouti
DK PostNord Denmark
DM Dominica Post
DO INPOSDOM
DZ Algérie Poste
EC Correos del Ecuador
EE Eesti Post
EG Egypt Post
ER Eritrean Postal Service
ES Correos y Telégrafos
ET Ethiopian postal service
FI Posti Ltd
FJ Post Fiji
FR La Poste
GA La Poste du Gabon
GB Royal Mail
GD Grenada Post
GE Georgian Post
GH Ghana Post
GM Gambia Postal services Corporation
GN Office de la poste guinéenne
GQ Equatorial Guinea Post
GR ELTA Hellenic Post
GT El Correo de Guatemala
GW Correios da Guiné-Bissau
GY Guyana Post Office Corporation
HK Hongkong Post
HN Honducor
HR Hrvatska pošta
HT Office des Postes d’Haïti
HU Magyar Posta
ID Pos Indonesia
IE An Post
IL Israel Post
IN India Post
IQ Iraqi Post
IR Iran Post
IS Íslandspóstur hf
IT Poste Italiane
JM Jamaica Post
JO Jordan Post
JP Japan Post
KE Posta Kenya
KG Kyrgyz Post
KH Cambodia Post
KI Kiribati Post
KM Poste des Comores
KN St. Kitts and Nevis Post
KP Korea Post (North)
KR Korea Post
KW Kuwait Post
KZ Kazpost
LA Poste Lao
LB LibanPost
LC Saint Lucia Postal Service
LI Liechtensteinische Post AG
LK Sri Lanka Post
LR Liberia Post
LS Lesotho Post
LT Lietuvos paštas
LU Post Luxembourg
LV Latvijas Pasts
LY Libya Post
MA Poste Maroc
MC La Poste Monaco
MD Poșta Moldovei
ME Pošta Crne Gore
MG Paositra Malagasy
MK Makedonska Pošta
ML Office national des postes
MM Myanmar Post
MN Mongol Post
MR Mauripost
MT Malta Post
MU Mauritius Post
MV Maldives Post
MW Malawi Posts Corporation
MX Correos de México
MY Pos Malaysia
MZ Correios de Moçambique
NA NAM Post
NE Niger Poste
NG Nigerian Postal Service
NI Correos de Nicaragua
NL PostNL
NO Posten Norge
NP Nepal Postal Services
NR Nauru Post
NZ New Zealand Post
OM Oman Post
PA Correos de Panamá
PE Serpost
PG Post PNG
PH PHLPost
PK Pakistan Post
PL Poczta Polska
PT CTT Correios
PY Correo Paraguayo
QA Qatar Post
RO Poșta Română
RS Pošta Srbije
RU Russian Post
RW Iposita
SA Saudi Post
SB Solomon Post
SC Seychelles Postal Service
SD Sudapost
SE PostNord Sweden
SG SingPost
SI Pošta Slovenije
SK Slovenská pošta
SL Sierra Leone Postal Services
SM Poste San Marino
SN La Poste Senegal
SO Somali Post
SR SURPOST
SS South Sudan Post
ST Correios de São Tomé e Príncipe
SV Correos de El Salvador
SY Syrian Post
SZ Eswatini Post
TD Société tchadienne des postes
TG La Poste du Togo
TH Thailand Post
TJ Tajik Post
TL Correios de Timor Leste
TM Turkmenpost
TN La Poste Tunisienne
TO Tonga Post
TR PTT Turkey
TT TTPost
TV Tuvalu Post
TZ Tanzania Posts Corporation
UA Ukrposhta
UG Posta Uganda
US United States Postal Service
UY Correo Uruguayo
UZ Uzbekistan Post
VA Vatican Post
VC St. Vincent Post
VE IPOSTEL
VN Vietnam Post
VU Vanuatu Post
WS Samoa Post
YE Yemen Post
ZA South African Post Office
ZM Zampost
ZW Zimpost
"""

POSTS = {line[:2]: line[3:] for line in _POSTS.strip().splitlines()}
