"""The accent colour of an organisation: choosing it, and the few lines of CSS that carry it to every page."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.apps.organisations.actions.looks import UnreadableColourError, choose_accent
from waarborg.domain import theme
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, membership_of, organisation_of, public
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.fields import LookedAfter

OURS = "#0c5b63"


class LooksForm(LookedAfter):
    """One colour, or ours again."""

    accent = forms.CharField(
        label=gettext_lazy("Accentkleur"),
        help_text=gettext_lazy(
            "Voor knoppen, links en het menu. Kies een donkere kleur: tekst in deze kleur moet leesbaar zijn op wit."
        ),
        widget=forms.TextInput(attrs={"type": "color"}),
        max_length=7,
    )

    def clean_accent(self) -> str:
        """A colour as the browser gives it."""
        accent = str(self.cleaned_data["accent"]).lower()
        if not theme.is_colour(accent):
            raise forms.ValidationError(
                _("Dit is geen kleur. Schrijf een hekje en zes cijfers of letters, zoals #0c5b63.")
            )
        return accent


@may(Act.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def looks(request: HttpRequest) -> HttpResponse:
    """Choose the accent colour, or go back to ours."""
    if request.method == "POST" and "eigen" not in request.POST:
        choose_accent(organisation=organisation_of(request), accent="", by=actor_of(request), at=now())
        messages.success(request, _("Waarborg heeft hier weer de gewone kleur."))
        return redirect("looks:looks")
    form = LooksForm(request.POST or None, initial={"accent": _accent(request) or OURS})
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        messages.success(request, _("De nieuwe kleur staat op elke pagina."))
        return redirect("looks:looks")
    context = {
        "form": form,
        "is_own": bool(_accent(request)),
        "crumbs": [(_("Beheer"), "/beheer/"), (_("Uiterlijk"), "")],
    }
    return render(request, "looks/looks.html", context, status=400 if form.errors else 200)


def _chosen(request: HttpRequest, form: LooksForm) -> bool:
    accent = form.cleaned_data["accent"]
    try:
        choose_accent(organisation=organisation_of(request), accent=accent, by=actor_of(request), at=now())
    except UnreadableColourError:
        ratio = f"{theme.contrast(accent, theme.WHITE):.1f}"
        told = _(
            "Deze kleur is te licht: het contrast met wit is %(ratio)s op 1, en nodig is 4,5 op 1 (WCAG 2.2, 1.4.3). "
            "Kies een donkerder kleur."
        )
        form.add_error("accent", told % {"ratio": ratio})
        return False
    return True


@require_safe
@public
@cache_control(private=True, max_age=86400)
def theme_css(request: HttpRequest) -> HttpResponse:
    """The tokens of the organisation at work; nothing for who is in none. Its address changes with the colour."""
    accent = _accent(request)
    return HttpResponse("\n".join(_rules(accent)) if accent else "", content_type="text/css; charset=utf-8")


def _rules(accent: str) -> Iterator[str]:
    light, dark = theme.scales(accent)
    yield f":root {{ {_tokens(light)} }}"
    yield f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_tokens(dark)} }} }}"


def _tokens(scale: dict[int, str]) -> str:
    return " ".join(f"--voorbeeld-kleuren-violet-{step}: {colour};" for step, colour in sorted(scale.items()))


def _accent(request: HttpRequest) -> str:
    membership = membership_of(request)
    return str(membership.organisation.theme.get("accent", "")) if membership else ""
