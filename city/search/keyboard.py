"""What was meant when the keyboard stood on the other script: xbkfypfh is чиланзар, сршдщтящк is chilonzor."""

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
TO_RUSSIAN = str.maketrans(LATIN, RUSSIAN)
TO_LATIN = str.maketrans(RUSSIAN, LATIN)


def swap_layout(text):
    """The same keys on the other layout; '' where the text has letters of both scripts, or of neither."""
    lower = text.lower()
    latin = any("a" <= letter <= "z" for letter in lower)
    cyrillic = any("а" <= letter <= "я" or letter == "ё" for letter in lower)
    if latin == cyrillic:
        return ""
    return lower.translate(TO_RUSSIAN if latin else TO_LATIN)
