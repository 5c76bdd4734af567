from waarborg.domain.spelling import did_you_mean

WORDS = {"wachtwoorden", "authenticatie", "leverancier", "de", "voor"}


def test_a_misspelt_word_becomes_the_nearest_known_word():
    assert did_you_mean("autenticatie", WORDS) == "authenticatie"


def test_known_and_short_words_stay_as_they_are():
    assert did_you_mean("De leverancir", WORDS) == "de leverancier"


def test_nothing_is_suggested_when_nothing_is_near():
    assert did_you_mean("xylofoon", WORDS) == ""


def test_nothing_is_suggested_for_what_is_spelt_right():
    assert did_you_mean("leverancier", WORDS) == ""
