"""The summary in each form that a browser or a program may ask for."""

from __future__ import annotations

import base64
import hashlib
import io
import json

import aiohttp
import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from pypdf import PdfReader

from tests.fakes.client import begin

QUOTE = "for three weeks my lower back has been trembling when I bend down"


async def test_as_plain_text_it_says_everything_in_words(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    status, body = await talk.call("GET", "/summary", headers={"Accept": "text/plain"})
    text = " ".join(body.decode().split())
    assert status == 200
    assert QUOTE in text
    assert "For about 3 weeks (21 days)" in text
    assert "Age: 47" in text
    assert "I fell off a chair" in text
    assert "Taken back by the person" in text
    assert "“a fever last year”" in text
    assert "numbness or tingling" in text.lower()
    assert "1. " in text
    assert "a humming hip" in text
    assert "no diagnosis" in text


async def test_as_a_page_it_is_escaped_and_loads_nothing(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    _, body = await talk.call("GET", "/summary", headers={"Accept": "text/html,*/*;q=0.1"})
    page = body.decode()
    assert QUOTE in page
    assert "&lt;b&gt;it" in page
    assert "<b>" not in page
    assert "src=" not in page
    assert "url(" not in page
    assert "href=" not in page


async def test_a_browser_takes_the_style_of_the_page_and_no_other(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    headers = {**talk.headers, "Accept": "text/html"}
    async with session.get(f"{talk.path}/summary", headers=headers) as answer:
        page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in policy
    assert "style=" not in page


async def test_as_fhir_it_is_a_questionnaire_response_with_its_questionnaire(
    session: aiohttp.ClientSession,
) -> None:
    talk = await begin(session)
    accept = {"Accept": "application/fhir+json"}
    status, made = await talk.call("GET", "/summary", headers=accept)
    assert status == 200
    QuestionnaireResponse.model_validate(made)
    assert made["contained"][0]["resourceType"] == "Questionnaire"
    assert QUOTE in json.dumps(made)


async def test_as_pdf_it_can_be_read_in_other_alphabets(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    status, body = await talk.call("GET", "/summary", headers={"Accept": "application/pdf"})
    assert status == 200
    reader = PdfReader(io.BytesIO(body))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert QUOTE in text
    assert "Спина дрожит" in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Summary for the doctor"


async def test_as_json_it_is_the_engines_facts(session: aiohttp.ClientSession) -> None:
    talk = await begin(session)
    status, facts = await talk.call("GET", "/summary", headers={"Accept": "application/json"})
    assert status == 200
    assert facts["classification"]["duration_days"] == 21


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/plain"),
        ("*/*", "text/plain"),
        ("text/*", "text/plain"),
        ("text/html;q=0.9, application/pdf", "application/pdf"),
        ("application/*", "application/pdf"),
        ("text/plain;q=0, text/html;q=0.1", "text/html"),
        ("image/png, application/json;q=0.2", "application/json"),
        ("application/fhir+json", "application/fhir+json"),
        ("application/json, application/fhir+json;q=0.9", "application/json"),
        ("image/png", "application/problem+json"),
        ("text/html;q=x", "application/problem+json"),
    ],
)
async def test_the_caller_chooses_the_form(
    session: aiohttp.ClientSession, accept: str | None, kind: str
) -> None:
    talk = await begin(session)
    headers = {**talk.headers, **({"Accept": accept} if accept else {})}
    async with session.get(f"{talk.path}/summary", headers=headers) as answer:
        assert answer.content_type == kind
        assert answer.status == (406 if "problem" in kind else 200)
