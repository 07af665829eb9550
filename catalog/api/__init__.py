"""The API of a shop's listings and of reports: the same services as the pages, behind doors for programs."""

from django.urls import path

from catalog.api.desk import DeskListingDoor, DeskVariantDoor
from catalog.api.imports import ExportDoor, ImportDoor, UploadDoor
from catalog.api.photos import PhotoDoor, PhotoUploadDoor
from catalog.api.reports import ListingReportDoor, ReportDoor, StatementDoor

DESK = "desk/<slug:shop>/listings/"
LISTING = f"{DESK}<number:number>/"
IMPORTS = f"{DESK}imports/"
IMPORT = f"{IMPORTS}<number:number>/"
PHOTO = f"{LISTING}photos/<digest:digest>/"

routes = [
    path(DESK, DeskListingDoor.as_view({"get": "index", "post": "create"}), name="desk-listings"),
    path(f"{DESK}export/", ExportDoor.as_view({"get": "export"}), name="desk-export"),
    path(IMPORTS, UploadDoor.as_view({"get": "index", "post": "upload"}), name="desk-imports"),
    path(IMPORT, ImportDoor.as_view({"get": "show"}), name="desk-import"),
    path(f"{IMPORT}meanings/", ImportDoor.as_view({"put": "mean"}), name="desk-import-meanings"),
    path(f"{IMPORT}start/", ImportDoor.as_view({"post": "start"}), name="desk-import-start"),
    path(f"{IMPORT}cancel/", ImportDoor.as_view({"post": "cancel"}), name="desk-import-cancel"),
    path(f"{IMPORT}rows/", ImportDoor.as_view({"get": "rows"}), name="desk-import-rows"),
    path(f"{IMPORT}report.csv", ImportDoor.as_view({"get": "report"}), name="desk-import-report"),
    path("listings/<number:number>/report/", ListingReportDoor.as_view({"post": "report"}), name="listing-report"),
    path("reports/", ReportDoor.as_view({"get": "index"}), name="reports"),
    path("reports/<number:number>/", ReportDoor.as_view({"get": "show"}), name="report"),
    path("desk/<slug:shop>/statements/", StatementDoor.as_view({"get": "index"}), name="desk-statements"),
    path("desk/<slug:shop>/statements/<number:number>/", StatementDoor.as_view({"get": "show"}), name="desk-statement"),
    path(
        "desk/<slug:shop>/statements/<number:number>/complain/",
        StatementDoor.as_view({"post": "complain"}),
        name="desk-statement-complain",
    ),
    path(LISTING, DeskListingDoor.as_view({"get": "show", "patch": "change"}), name="desk-listing"),
    path(f"{LISTING}publish/", DeskListingDoor.as_view({"post": "publish"}), name="desk-listing-publish"),
    path(f"{LISTING}pause/", DeskListingDoor.as_view({"post": "pause"}), name="desk-listing-pause"),
    path(f"{LISTING}retract/", DeskListingDoor.as_view({"post": "retract"}), name="desk-listing-retract"),
    path(f"{LISTING}words/<language:language>/", DeskListingDoor.as_view({"put": "words"}), name="desk-listing-words"),
    path(f"{LISTING}variants/", DeskVariantDoor.as_view({"post": "add", "patch": "change"}), name="desk-variants"),
    path(f"{LISTING}price/", DeskVariantDoor.as_view({"put": "set_price"}), name="desk-price"),
    path(f"{LISTING}stock/received/", DeskVariantDoor.as_view({"post": "receive"}), name="desk-stock-received"),
    path(f"{LISTING}stock/written-off/", DeskVariantDoor.as_view({"post": "write_off"}), name="desk-stock-written-off"),
    path(f"{LISTING}photos/", PhotoUploadDoor.as_view({"post": "add"}), name="desk-photos"),
    path(f"{LISTING}photos/order/", PhotoDoor.as_view({"put": "arrange"}), name="desk-photo-order"),
    path(PHOTO, PhotoDoor.as_view({"patch": "describe", "delete": "remove"}), name="desk-photo"),
]
