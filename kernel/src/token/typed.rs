//! Codes as people type them off a screen or paper: where there are blanks, dashes and line ends, and how wide the
//! characters are, says nothing.

/// The characters of a code, without what only divides it: any blank, any dash, marks that are not seen. Characters and
/// digits of other keyboards are those of ASCII: full-width forms, Arabic digits.
pub fn characters(typed: &str) -> impl Iterator<Item = char> {
    typed.chars().filter(|character| !divides(*character)).map(plain)
}

fn divides(character: char) -> bool {
    let is_dash = matches!(
        character,
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    );
    let is_unseen = matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    character.is_whitespace() || is_dash || is_unseen
}

fn plain(character: char) -> char {
    let code = u32::from(character);
    let ascii = match code {
        0xff01..=0xff5e => code - 0xff00 + 0x20,
        0x660..=0x669 => code - 0x660 + 0x30,
        0x6f0..=0x6f9 => code - 0x6f0 + 0x30,
        _ => code,
    };
    char::from_u32(ascii).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_divides_a_code_goes_and_width_says_nothing() {
        for (typed, code) in [
            ("123 456\n", "123456"),
            ("\t12-34\u{2013}5\u{2212}6\r\n", "123456"),
            ("１２３　４５６", "123456"),
            ("١٢٣۴۵۶", "123456"),
            ("ＢＣdf－ｇ\u{200b}\u{ad}\u{feff}", "BCdfg"),
            ("1_2.3,4/5+6é", "1_2.3,4/5+6é"),
            ("", ""),
        ] {
            assert_eq!(characters(typed).collect::<String>(), code, "{typed:?}");
        }
    }
}
