"""The visual language: templates of components, their styles, and what templates may call.

A component is a macro in `templates/ui/` and a style sheet of the same name in `css/components/`; `/ui/` shows each of
them in development. Pages extend `base.html`; `make css` puts the one stylesheet together.
"""
