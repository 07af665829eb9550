"""Mediators and admins read every policy here; admins publish new versions of the platform's own. Nobody edits one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action

from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import NOBODYS, ForRoles, is_one_of
from accounts.stepup import needs_fresh_sign_in, typed
from core.errors import DomainError
from policies import services
from policies.forms import FORMS
from policies.kinds import PolicyKind
from policies.models import Policy, PolicyVersion
from policies.selectors import PLATFORM_CURRENCY

READERS = (Role.ADMIN, Role.MEDIATOR)


class VersionsOfPolicy(ForRoles, TabularInline):
    model = PolicyVersion
    fk_name = "policy"
    seen_by = READERS
    extra = 0
    can_delete = False
    ordering = ("-number",)
    fields = ("number", "title", "body", "terms", "published_at", "published_by", "digest")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyVersion]:
        versions: QuerySet[PolicyVersion] = super().get_queryset(request)
        return versions.select_related("published_by")


@admin.register(Policy)
class PolicyAdmin(ForRoles, ModelAdmin):
    seen_by = READERS
    looks_are_for = NOBODYS
    list_display = ("kind", "shop", "current")
    list_filter = ("kind", ("shop", admin.EmptyFieldListFilter))
    list_select_related = ("shop", "current")
    search_fields = ("shop__name", "shop__slug")
    fields = ("kind", "shop", "current")
    inlines = (VersionsOfPolicy,)
    actions_detail = ("publish",)

    def get_ordering(self, request: HttpRequest) -> Any:
        """The platform's own on top."""
        return (F("shop__name").asc(nulls_first=True), "pk")

    def has_publish_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return is_one_of(request.user, Role.ADMIN)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> Any:
        if not Policy.objects.filter(pk=object_id, shop__isnull=True).exists():
            return []
        return super().get_actions_detail(request, object_id)

    @action(description=_("Publish a new version"), url_path="publish", permissions=["publish"])
    @needs_fresh_sign_in
    def publish(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        """A new version of a policy of the platform; those of shops are their own to write."""
        policy = self.get_object(request, object_id)
        if policy is None or policy.shop_id is not None or policy.current is None:
            raise Http404
        kind = PolicyKind(policy.kind)
        form = FORMS[kind](
            request.POST if request.method == "POST" else typed(request) or None,
            written=policy.current,
            replacing=policy.current.number,
            currency=PLATFORM_CURRENCY,
        )
        back = reverse("admin:policies_policy_change", args=[policy.pk])
        if request.method == "POST" and form.is_valid():
            try:
                version = services.publish_policy(
                    shop=None,
                    kind=kind,
                    title=form.cleaned_data["title"],
                    body=form.cleaned_data["body"],
                    terms=form.terms(),
                    language=policy.current.language,
                    by=request.user,
                    replacing=form.cleaned_data["replacing"],
                )
            except DomainError as refusal:
                form.refuse(refusal)
            else:
                done = _("Version %(number)d is in force. What was bought before keeps its own.")
                self.message_user(request, done % {"number": version.number}, messages.SUCCESS)
                return redirect(back)
        page = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Publish a new version")}
        return render(request, "policies/admin_publish.html", {**page, "policy": policy, "form": form, "back": back})
