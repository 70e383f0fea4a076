"""gzip for what gets smaller by it: workbooks and pictures are packed already, and keep their length."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("image/png", "application/vnd.openxmlformats-officedocument.")


class Compress(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
