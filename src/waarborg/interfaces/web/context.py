"""What every page knows."""

from typing import Any

from django.http import HttpRequest

import waarborg


def product(request: HttpRequest) -> dict[str, Any]:
    """Name of the product and the address of this page, for the language switch."""
    return {"product_version": waarborg.__version__, "here": request.get_full_path()}
