"""What the network says about itself."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from ...lib.text import safe


class Key(models.TextChoices):
    """The texts that a site has."""

    WELCOME = "welcome", _("Front page")
    ABOUT = "about", _("About")
    GUIDELINES = "guidelines", _("Community guidelines")
    RULES = "rules", _("How this place is moderated")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")


class Text(models.Model):
    """A text that staff wrote; where there is none, the one in `texts.py` is shown."""

    key = models.CharField(max_length=20, choices=Key.choices, unique=True)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))  # Markdown as written
    html = models.TextField()  # cooked when written
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key

    @property
    def on_page(self) -> Markup:
        """The text as HTML that was made safe when it was written."""
        return safe(self.html)
