//! Text that a reader sees. What nobody sees would make two names look alike, hide a text in a name, or turn around what
//! stands beside it: controls, what Unicode calls ignorable by default, noncharacters, marks without a letter. Joiners and
//! variation selectors are fine where they do something: in scripts that join their letters, and in emoji.

use std::{borrow::Cow, ops::RangeInclusive};

use unicode_normalization::char::is_combining_mark;

/// The pattern of such text, as far as patterns of JSON Schema can say it.
pub const SEEN: &str = r"^[^\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc]*[^\s\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc][^\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc]*$";

/// What closes a keycap, as in 1️⃣: the only use that a selector has after a character of ASCII.
const KEYCAP: char = '\u{20e3}';

/// The flags of England, Scotland and Wales, which are spelt in tags as no other is.
const SPELT: [&str; 3] = [
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// `text` without the white space around it, if it has so many characters and a reader sees them.
pub fn seen(text: &str, length: RangeInclusive<usize>) -> Option<String> {
    let text = text.trim();
    if !length.contains(&text.chars().count()) {
        return None;
    }
    let (mut before, mut is_any) = (None, false);
    let plain = SPELT.iter().fold(Cow::Borrowed(text), |text, flag| {
        if text.contains(flag) { Cow::Owned(text.replace(flag, "🏴")) } else { text }
    });
    let mut rest = plain.chars().peekable();
    while let Some(c) = rest.next() {
        if !fits(before, c, rest.peek().copied()) {
            return None;
        }
        is_any |= !c.is_whitespace() && !is_blank(c);
        before = Some(c);
    }
    is_any.then(|| text.to_owned())
}

/// True if `c` is seen, or does something to what is.
fn fits(before: Option<char>, c: char, after: Option<char>) -> bool {
    let letter = before.filter(|c| !c.is_whitespace() && !is_blank(*c));
    if is_odd(c) {
        return false;
    }
    if is_selector(c) {
        return after == Some(KEYCAP) || letter.is_some_and(|letter| selects(letter, c));
    }
    if is_joiner(c) {
        let joined = after.is_some_and(|after| !after.is_whitespace() && !is_joiner(after));
        // In India's scripts it changes what comes before, too.
        return letter.is_some_and(|letter| joins(letter) && (joined || matches!(letter, '\u{900}'..='\u{dff}')));
    }
    if is_blank(c) {
        return before.is_some_and(is_braille) || after.is_some_and(is_braille);
    }
    letter.is_some() || !is_combining_mark(c)
}

const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// True if letters such as this are joined to the next, or kept from it: those of Arabic and the scripts like it, of India and
/// its neighbours, and emoji.
const fn joins(letter: char) -> bool {
    matches!(
        letter,
        '\u{600}'..='\u{109f}'
            | '\u{1700}'..='\u{18af}'
            | '\u{1900}'..='\u{1cff}'
            | '\u{2190}'..='\u{2bff}'
            | '\u{a800}'..='\u{abff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe0f}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10a00}'..='\u{11fff}'
            | '\u{1e900}'..='\u{1e95f}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

/// True if a letter may have another form by this selector: a symbol as an emoji or as text, an ideograph as a variant.
fn selects(letter: char, selector: char) -> bool {
    match selector {
        '\u{fe0e}' | '\u{fe0f}' => !letter.is_ascii() && !letter.is_alphabetic() && !is_selector(letter),
        '\u{180b}'..='\u{180f}' => matches!(letter, '\u{1820}'..='\u{18aa}'),
        _ => letter >= '\u{1000}' && !is_selector(letter),
    }
}

const fn is_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A letter that has nothing on it: Braille's, which is a blank between its other ones.
const fn is_blank(c: char) -> bool {
    c == '\u{2800}'
}

const fn is_braille(c: char) -> bool {
    matches!(c, '\u{2801}'..='\u{28ff}')
}

/// Controls, line ends, noncharacters, and what is ignorable by default but for joiners and selectors.
fn is_odd(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffc}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d159}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_something_is_seen() {
        for fine in [
            "a",
            " a ",
            "é",
            "e\u{301}",
            "王",
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}",
            "ന\u{d4d}\u{200d}",
            "क\u{94d}\u{200d}ष",
            "🏳\u{fe0f}\u{200d}🌈",
            "👩🏽\u{200d}💻",
            "👩\u{200d}⚕\u{fe0f}",
            "©\u{fe0f}",
            "ක\u{dca}\u{200d}ර",
            "Nguyễn",
            "שָׁלוֹם",
            "ประเทศ",
            "한국",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "ᠭ\u{180b}",
            "⠓⠊\u{2800}⠽",
            "a b",
            "O'Neil",
            "\u{e000}",
        ] {
            assert_eq!(seen(fine, 1..=100).as_deref(), Some(fine.trim()), "{fine:?}");
        }
    }

    #[test]
    fn what_does_nothing_is_refused() {
        for other in [
            "",
            " ",
            "\u{a0}",
            "a\u{0}",
            "a\nb",
            "a\u{85}b",
            "\u{200b}",
            "a\u{200b}b",
            "\u{202e}moc",
            "\u{2066}a\u{2069}",
            "\u{feff}a",
            "\u{200d}",
            "\u{2800}",
            "\u{3164}",
            "a\u{115f}",
            "a\u{ffa0}b",
            "a\u{ad}b",
            "a\u{e0041}",
            "a\u{2028}b",
            "\u{fe0f}",
            "a\u{fe0f}",
            "a\u{e0100}",
            "❤\u{fe0f}\u{fe0f}",
            "a\u{200c}b",
            "a\u{200d}b",
            "é\u{200d}é",
            "Жан\u{200c}на",
            "王\u{200d}王",
            "👩\u{200d}",
            "م\u{200c} م",
            "é\u{fe0f}",
            "王\u{fe0f}",
            "a\u{301}\u{200d}",
            "🏴\u{e0068}\u{e0069}\u{e007f}",
            "a\u{2800}",
            "\u{2800}\u{2800}a",
            "a\u{1d159}",
            "a\u{fffc}",
            "Ж\u{fe00}",
            "م\u{200c}\u{200c}م",
            "\u{301}",
            "a \u{301}",
            "\u{2800}\u{301}",
            "a\u{34f}b",
            "a\u{17b4}",
            "a\u{180b}b",
            "a\u{1bca0}b",
            "a\u{1d173}b",
            "a\u{ffff}",
            "a\u{10fffe}",
            "a\u{fdd0}",
            "a\u{fff9}b",
        ] {
            assert_eq!(seen(other, 1..=100), None, "{other:?}");
        }
    }
}
