"""One address and nothing else: what could break a header or a line is none."""

import pytest

from city.mail.addresses import WrongAddress, check_address, is_address

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "text",
    ["anna@example.uz", "a.b+c_d@mail.tashkent.uz", "ANNA@Example.UZ", "o'zbek@xn--90a1af.uz", "a@1.uz", f"{'a' * 64}@x.uz"],
)
def test_an_address_is_taken(text):
    assert check_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@example.uz",
        "anna@example",
        "anna@example..uz",
        ".anna@example.uz",
        "an..na@example.uz",
        "anna@-example.uz",
        "anna@example.uz.",
        "anna@127.0.0.1",
        "anna example.uz",
        "anna@exa mple.uz",
        "anna@example.uz, bobur@example.uz",
        "Anna <anna@example.uz>",
        '"anna"@example.uz',
        "anna(x)@example.uz",
        "anna@example.uz\n",
        "anna@example.uz\r\nBcc: bobur@example.uz",
        "анна@пример.уз",
        f"{'a' * 65}@example.uz",
        f"anna@{'a' * 64}.uz",
        f"anna@{'a.' * 130}uz",
    ],
)
def test_what_is_none_is_refused(text):
    assert not is_address(text)
    with pytest.raises(WrongAddress):
        check_address(text)
