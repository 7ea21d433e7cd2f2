"""What nbval does not compare, for every notebook."""


def pytest_collectstart(collector):
    # HTML repeats the plain text beside it, with widths that depend on the machine; stderr is for progress and warnings.
    if getattr(collector, "path", None) and collector.path.suffix == ".ipynb" and hasattr(collector, "skip_compare"):
        collector.skip_compare += ("text/html", "stderr")
