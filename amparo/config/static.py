"""Static files named by their content, scripts' imports of each other too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """A browser may keep each file for good: another content is another name."""

    support_js_module_import_aggregation = True
