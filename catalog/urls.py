from django.urls import path

from catalog.views import exports, imports, listings, photos, reports

app_name = "catalog"

IMPORTS = "desk/<slug:shop>/listings/imports/"
LISTING = "desk/<slug:shop>/listings/<str:number>/"

urlpatterns = [
    path("report/<slug:number>/", reports.report, name="report"),
    path("reports/<slug:number>/<slug:token>/", reports.report_status, name="report_status"),
    path("account/reports/", reports.own_reports, name="own_reports"),
    path("account/reports/<slug:number>/", reports.own_report, name="own_report"),
    path("desk/<slug:shop>/statements/", reports.statements, name="statements"),
    path("desk/<slug:shop>/statements/<slug:number>/", reports.statement, name="statement"),
    path("desk/<slug:shop>/listings/", listings.desk_listings, name="desk_listings"),
    path(IMPORTS, imports.imports, name="imports"),
    path(f"{IMPORTS}<str:number>/", imports.one, name="import"),
    path(f"{IMPORTS}<str:number>/meanings/", imports.meanings, name="import_meanings"),
    path(f"{IMPORTS}<str:number>/progress/", imports.progress, name="import_progress"),
    path(f"{IMPORTS}<str:number>/start/", imports.start, name="import_start"),
    path(f"{IMPORTS}<str:number>/cancel/", imports.cancel, name="import_cancel"),
    path(f"{IMPORTS}<str:number>/report.csv", imports.report, name="import_report"),
    path("desk/<slug:shop>/listings/export.<slug:kind>", exports.export, name="export"),
    path("desk/<slug:shop>/listings/new/", listings.new, name="listing_new"),
    path(LISTING, listings.edit, name="listing_edit"),
    path(f"{LISTING}variants/", listings.variants, name="listing_variants"),
    path(f"{LISTING}publish/", listings.publish, name="listing_publish"),
    path(f"{LISTING}pause/", listings.pause, name="listing_pause"),
    path(f"{LISTING}retract/", listings.retract, name="listing_retract"),
    path(f"{LISTING}words/<slug:language>/", listings.words, name="listing_words"),
    path(f"{LISTING}photos/", photos.photos, name="photos"),
    path(f"{LISTING}photos/add/", photos.add, name="photo_add"),
    path(f"{LISTING}photos/<slug:code>/remove/", photos.remove, name="photo_remove"),
    path(f"{LISTING}photos/<slug:code>/move/", photos.move, name="photo_move"),
    path(f"{LISTING}photos/<slug:code>/describe/", photos.describe, name="photo_describe"),
]
