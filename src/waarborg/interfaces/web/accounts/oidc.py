"""To the identity provider and back. A provider that is away is no fault of ours, and is told as such."""

import logging
from typing import Any

import requests
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waarborg.interfaces.web.access import public
from waarborg.interfaces.web.accounts import pinned
from waarborg.interfaces.web.accounts.checked_provider import CheckedAdapter

_log = logging.getLogger(__name__)


@public
@never_cache
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider; to couple an account only from our own page.

    Another site could send a browser here that is signed in at the provider as somebody else: then that somebody would
    come in as the visitor from then on.
    """
    if request.GET.get("process") == AuthProcess.CONNECT and not pinned.is_from_own_page(request):
        return redirect("account_own")
    return _answered(OAuth2LoginView, request, provider_id)


@public
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back with the answer."""
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:  # noqa: ANN401 - allauth's view
    try:
        response: HttpResponse = view.adapter_view(CheckedAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, OAuth2Error) as error:
        _log.warning("identity provider %s: %s", provider_id, error)
        return render(request, "socialaccount/authentication_error.html")
    return response
