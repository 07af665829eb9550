"""A shop's catalogue from a file and into one: sent, understood, begun, watched, reported; and the export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from catalog.api.desk import category_at
from catalog.api.import_parts import MEANINGS, ImportCardOut, ImportOut, ImportRowOut
from catalog.downloads import export_response, report_response
from catalog.exporting import EXPORTS
from catalog.forms.imports import MOST_PICTURES
from catalog.importing import services
from catalog.importing.choices import Choices
from catalog.importing.limits import MOST_BYTES, MOST_PICTURES_BYTES
from catalog.importing.sniffing import SEPARATORS, Encoding, Form
from catalog.importing.survey import Survey
from catalog.models import CatalogueImport, Outcome
from catalog.querysets import CATALOGUE_ROLES
from core.api.doors import MembersDoor, Rows, operation
from core.api.fields import Flag, Line, OneOf
from core.errors import DomainError
from sellers.models import Shop


class NotInTheFile(DomainError):
    """The file has no such column, or no such words for a category."""

    code = "catalog.not_in_the_file"


class CatalogueIn(serializers.Serializer):
    """A catalogue as a form with a file, and its pictures: a ZIP file, or a few pictures themselves."""

    file = serializers.FileField(allow_empty_file=True, help_text="CSV, XLSX or JSON.")
    pictures = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), required=False, max_length=MOST_PICTURES
    )


class MeaningsIn(serializers.Serializer):
    """How the file is read and what it means. What is not given stays; a category may be taken back with ""."""

    encoding = OneOf(choices=Encoding.choices, required=False)
    separator = OneOf(choices=list(SEPARATORS), required=False)
    columns = serializers.DictField(child=OneOf(choices=MEANINGS), required=False, help_text="By heading.")
    categories = serializers.DictField(
        child=Line(max_length=255, blank=True), required=False, help_text="Paths, by the file's own words."
    )
    other_category = Line(max_length=255, blank=True, required=False, help_text="A path; empty: refuse such products.")
    publish = Flag(required=False, help_text="Put on sale what is complete.")


class ImportRowsQuery(serializers.Serializer):
    outcome = serializers.ChoiceField(choices=Outcome.choices, required=False)


class ExportQuery(serializers.Serializer):
    kind = serializers.ChoiceField(choices=list(EXPORTS), default="csv", required=False)


class CatalogueDoor(MembersDoor):
    """Starts from the shops whose catalogue is kept by whoever knocks."""

    def shop(self, request: Request, shop: str) -> Shop:
        return get_object_or_404(Shop.objects.worked_by(request.user, *CATALOGUE_ROLES), slug=shop)

    def find(self, request: Request, shop: str, number: str) -> CatalogueImport:
        imports = CatalogueImport.objects.of_shops_worked_by(request.user).select_related("shop", "by", "file")
        return get_object_or_404(imports, shop__slug=shop, number=number)


class UploadDoor(CatalogueDoor):
    resource = "desk_imports"
    parser_classes = (MultiPartParser,)
    largest_body = MOST_BYTES + MOST_PICTURES_BYTES + 256 * 1024
    scope = "upload"

    @operation(gives=ImportCardOut, paged=True)
    def index(self, request: Request, shop: str) -> Rows:
        """The shop's imports, newest first."""
        return Rows(CatalogueImport.objects.filter(shop=self.shop(request, shop)), ("-uploaded_at", "-pk"))

    @operation(takes=CatalogueIn, gives=ImportOut, status=201)
    def upload(self, request: Request, shop: str, body: Mapping[str, Any]) -> Any:
        """Send a file. It is looked at, and nothing of it is written to the shop before it is started."""
        own = self.shop(request, shop)
        return services.upload_catalogue(
            own, by=request.user, file=body["file"], pictures=[file for file in body.get("pictures", ()) if file]
        )


class ImportDoor(CatalogueDoor):
    resource = "desk_import"

    @operation(gives=ImportOut)
    def show(self, request: Request, shop: str, number: str) -> Any:
        """One import: what we understand of it, how far it is, how it ended."""
        return self.find(request, shop, number)

    @operation(takes=MeaningsIn, gives=ImportOut)
    def mean(self, request: Request, shop: str, number: str, body: Mapping[str, Any]) -> Any:
        """Say what the columns mean, and see the file again in that light."""
        taken = self.find(request, shop, number)
        form = Form(**taken.form).read_as(encoding=body.get("encoding"), separator=body.get("separator"))
        return services.choose_meanings(taken, form=form, choices=_choices(taken, body))

    @operation(gives=ImportOut)
    def start(self, request: Request, shop: str, number: str) -> Any:
        """Begin, or go on after it stopped. The worker takes the file in; look here how far it is."""
        return services.start_import(self.find(request, shop, number), by=request.user)

    @operation(gives=ImportOut)
    def cancel(self, request: Request, shop: str, number: str) -> Any:
        """End it. What was taken in until now stays."""
        return services.cancel_import(self.find(request, shop, number))

    @operation(query=ImportRowsQuery, gives=ImportRowOut, paged=True)
    def rows(self, request: Request, shop: str, number: str, query: Mapping[str, Any]) -> Rows:
        """What became of each row, in the order of the file."""
        rows = self.find(request, shop, number).rows.all()
        return Rows(rows.filter(outcome=query["outcome"]) if query.get("outcome") else rows, ("row",))

    @operation(files=("text/csv",))
    def report(self, request: Request, shop: str, number: str) -> StreamingHttpResponse:
        """The same as a table for a spreadsheet program."""
        return report_response(self.find(request, shop, number))


class ExportDoor(CatalogueDoor):
    resource = "desk_export"

    @operation(query=ExportQuery, files=tuple(each.content_type.partition(";")[0] for each in EXPORTS.values()))
    def export(self, request: Request, shop: str, query: Mapping[str, Any]) -> StreamingHttpResponse:
        """The whole catalogue as a file that comes back in unchanged."""
        return export_response(self.shop(request, shop), query["kind"])


def _choices(taken: CatalogueImport, body: Mapping[str, Any]) -> Choices:
    """What was chosen before, with what is chosen now. Raises NotInTheFile, NoSuchCategory."""
    before, survey = Choices.from_json(taken.choices), Survey.from_json(taken.survey)
    _in_the_file(body.get("columns", {}), survey.headings)
    _in_the_file(body.get("categories", {}), survey.unknown)
    categories = {**before.categories, **body.get("categories", {})}
    other = body.get("other_category", before.other_category)
    for path in filter(None, (*body.get("categories", {}).values(), other)):
        category_at(path)
    return Choices.of(
        columns={**before.columns, **body.get("columns", {})},
        categories=categories,
        other_category=other,
        publish=body.get("publish", before.publish),
    )


def _in_the_file(given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    if strange := [words for words in given if words not in known]:
        raise NotInTheFile(_("The file has nothing of that name."), names=strange)
