"""The living catalogue."""
from __future__ import annotations
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
def catalogue(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/catalogue.html", {})
def sample(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"errors/{name}.html")
