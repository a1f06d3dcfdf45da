//! Passwords that guessers try first (NIST SP 800-63B asks for a list of them to be refused): those of
//! `common_passwords.txt`, as they are or with the usual changes, and those that are a mere row or repetition.

use std::{collections::HashSet, iter, sync::LazyLock};

/// In lower case and normalised, one a line, in order. Words of fewer letters than a password has are there for what
/// people put behind them.
const LIST: &str = include_str!("common_passwords.txt");

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIST.lines().collect());

/// The most digits and the most other signs, `2024!` say, that make no other word of a common one.
const DIGITS: usize = 4;
const SIGNS: usize = 2;

/// Whether a password, normalised, is one of the commonest: without regard to case, with letters written as digits
/// (`p@ssw0rd`), with a few digits or signs or a row of them around it (`Password2024!`, `summer123456`).
pub fn is_common(password: &str) -> bool {
    let folded: String = password.trim().to_lowercase();
    is_listed(&folded) || is_easy(&folded) || is_decorated(&folded)
}

fn is_listed(word: &str) -> bool {
    COMMON.contains(word) || ['i', 'l'].iter().any(|one| COMMON.contains(with_letters(word, *one).as_str()))
}

/// A row up or down, or the same few characters again and again; nothing is one too.
fn is_easy(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let steps = iter::zip(&characters, characters.iter().skip(1))
        .map(|(one, next)| i64::from(u32::from(*next)) - i64::from(u32::from(*one)));
    let mut steps = steps.peekable();
    let first = steps.peek().copied().unwrap_or_default();
    let is_row = first.abs() <= 1 && steps.all(|step| step == first);
    let repeats = |unit: usize| iter::zip(&characters, characters.iter().skip(unit)).all(|(one, next)| one == next);
    is_row || (1..=4).any(|unit| characters.len() >= 2 * unit && repeats(unit))
}

fn is_decorated(folded: &str) -> bool {
    let is_letter = |character: char| character.is_alphabetic();
    let without_end = folded.trim_end_matches(|character| !is_letter(character));
    let bare = without_end.trim_start_matches(|character| !is_letter(character));
    [without_end, bare].into_iter().any(|word| {
        let Some((before, after)) = folded.split_once(word).filter(|_| !word.is_empty()) else { return false };
        let (digits, signs): (Vec<char>, Vec<char>) = before.chars().chain(after.chars()).partition(|c| c.is_numeric());
        let is_easy = [before, after].iter().all(|part| part.chars().count() != 1 && is_easy(part));
        let is_usual = is_easy || digits.len() <= DIGITS && signs.len() <= SIGNS;
        is_usual && is_listed(word)
    })
}

/// What the signs that stand for letters stand for; `1` and `!` are read as `one`.
fn with_letters(word: &str, one: char) -> String {
    let letter = |character| match character {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => one,
        '0' => 'o',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::password::normalised, *};

    #[test]
    fn what_guessers_try_first() {
        for common in [
            "password",
            "PASSWORD",
            "Password1",
            "Password2024!",
            "p@ssw0rd",
            "P4$$W0RD!",
            "passwordpassword",
            "12345678",
            "1234567890",
            "87654321",
            "abcdefgh",
            "aaaaaaaa",
            "        ",
            "12121212",
            "abcdabcdabcd",
            "qwertyuiop",
            "1q2w3e4r",
            "iloveyou",
            "il0vey0u!",
            "Sunshine99",
            "summer123456",
            "123football",
            "welcome2024",
            "Almond2024",
            "letmein!!!!!!!!",
            "пароль123",
            " football ",
        ] {
            assert!(is_common(common), "{common}");
        }
    }

    #[test]
    fn what_they_have_to_guess() {
        for other in [
            "correct horse battery staple",
            "another password",
            "a third password",
            "password of a kind",
            "sunshine 47193",
            "football82651",
            "tr0ub4dor&3",
            "x7Gq#Lw2",
            "abcdefgi",
            "12345679x",
            "cafe\u{301} cre\u{300}me 12",
        ] {
            assert!(!is_common(other), "{other}");
        }
    }

    #[test]
    fn the_list_is_in_order_and_in_the_form_that_is_looked_up() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.is_sorted() && COMMON.len() == lines.len() && lines.len() < 4000);
        for line in lines {
            assert!(*normalised(line) == line.to_lowercase() && line.trim() == line && line.len() >= 4, "{line}");
        }
    }
}
