"""The lessons as pages, in a browser that has no network: pictures and formulas are really there."""

from helpers.doctor import ROOT
from helpers.reading import write_pages

SHOWN = """() => ({
    formulas: [...document.querySelectorAll('math')].map(one => one.getBoundingClientRect().height),
    pictures: [...document.images].map(one => [one.naturalWidth, one.getBoundingClientRect().height]),
    tooWide: document.documentElement.scrollWidth - innerWidth,
})"""


def test_pages_show_pictures_and_formulas_without_a_network(lab, tmp_path):
    paths = write_pages(ROOT / "notebooks", tmp_path)
    with lab.context.browser.new_context(offline=True, viewport={"width": 700, "height": 900}) as context:
        asked = []
        context.on("request", lambda request: asked.append(request.url.partition(":")[0]))
        page = context.new_page()
        for path in paths:
            page.goto(path.as_uri())
            shown = page.evaluate(SHOWN)
            assert min(shown["formulas"]) > 8
            assert min(map(min, shown["pictures"])) > 100
            assert shown["tooWide"] <= 0, path.name
    assert [scheme for scheme in asked if scheme != "data"] == ["file"] * 6
