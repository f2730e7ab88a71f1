"""After everything else: what the pages asked for, and what they complained of."""

from urllib.parse import urlsplit


def test_no_page_asked_another_computer_for_anything(lab, notebook):
    assert notebook.page.url.startswith(lab.address)
    hosts = {urlsplit(url).hostname for url in lab.requests if url.startswith(("http", "ws"))}
    assert hosts == {"127.0.0.1"}


def test_the_browser_reported_no_error(lab, notebook):
    assert notebook.page.url.startswith(lab.address)
    assert lab.errors == []
