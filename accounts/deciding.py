"""An admin page that asks for words and calls one service with them: how staff decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextareaWidget

from accounts.stepup import keep_typed, needs_fresh_sign_in, typed
from core.errors import DomainError
from core.forms import PlainTextField
from core.foureyes import Change


@dataclass(frozen=True)
class Reply:
    """Words to begin with, under a title."""

    key: str
    title: str
    words: str


class WordsForm(forms.Form):
    """What the other side will read."""

    words = PlainTextField(max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}))

    def __init__(self, *args: Any, label: object, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = str(label)
        self.fields["words"].required = required


class Deciding:
    """For a ModelAdmin: what changes, changes through a button with its own page."""

    # What the admin's own class brings, behind this one.
    opts: Any
    admin_site: Any
    get_object: Any
    message_user: Any

    def find(self, request: HttpRequest, object_id: str) -> Any:
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        return found

    @needs_fresh_sign_in
    def decide(
        self,
        request: HttpRequest,
        row: Model,
        *,
        title: object,
        label: object,
        act: Callable[[str], object],
        done: object,
        required: bool = True,
        read: str = "",
        notes: Sequence[object] = (),
        changes: Sequence[Change] = (),
        form: forms.Form | None = None,
        back: str = "",
        replies: Sequence[Reply] = (),
    ) -> HttpResponse:
        """
        Ask for the words on a page of its own, call one service with them, and say how it went.

        `notes` and `changes` stand above the question; `read` comes back with the form. Another `form` has a field
        `words` too. `replies` are words to begin with: whoever chooses some has decided nothing, and loses nothing that
        they typed. `back` is where it goes on, if not on the page of the row.
        """
        form = form or WordsForm(request.POST if request.method == "POST" else None, label=label, required=required)
        if kept := request.POST if "reply" in request.POST else typed(request):
            # A question once more, and no answer: nothing is refused that nobody has sent yet.
            form.is_bound, form.initial = False, {**form.initial, **_given_back(form, kept, replies)}
        back = back or reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        if form.is_valid():
            try:
                act(form.cleaned_data["words"])
            except DomainError as refusal:
                self.message_user(request, refusal.message, messages.ERROR)
                # What was read is read anew; the words are still theirs.
                keep_typed(request, but=("read",))
            else:
                self.message_user(request, str(done), messages.SUCCESS)
            return redirect(back)
        page = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "row": row, "form": form}
        read = request.POST.get("read") or kept.get("read") or read
        page |= {"back": back, "read": read, "notes": notes, "changes": changes, "replies": replies}
        return render(request, "accounts/admin_decide.html", page)


def _given_back(form: forms.Form, kept: Mapping[str, Any], replies: Sequence[Reply]) -> dict[str, Any]:
    """What somebody has typed, with the words that they chose below their own."""
    fields = {name: each.widget.value_from_datadict(kept, {}, name) for name, each in form.fields.items()}
    chosen = next((reply.words for reply in replies if reply.key == kept.get("reply")), "")
    # A browser sends its own line ends: what stands there already must be known again.
    own, more = ("\n".join(text.splitlines()) for text in (fields["words"] or "", chosen))
    if more not in own:
        fields["words"] = f"{own.rstrip()}\n\n{more}" if own.strip() else more
    return fields
