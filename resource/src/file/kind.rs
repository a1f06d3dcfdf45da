//! The media type of a file as a client says it, and its name as a download says it. Pure.

use std::fmt::Write;

/// What a file is if nobody says.
pub const UNKNOWN: &str = "application/octet-stream";

/// A media type in the form of RFC 9110, 8.3.1, of at most 255 bytes; its parameters are any visible ASCII.
pub fn media_type(text: &str) -> Option<&str> {
    let text = text.trim();
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let (kind, sub) = essence.trim_end().split_once('/')?;
    let visible = parameters.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    (text.len() <= 255 && is_token(kind) && is_token(sub) && visible).then_some(text)
}

fn is_token(text: &str) -> bool {
    let of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(of_token)
}

/// `Content-Disposition` that has a browser save the file under its name and never show it (RFC 6266): for old programs
/// in ASCII, for others whole (RFC 8187). No program takes it for a path.
pub fn disposition(name: &str) -> String {
    let name = name.replace(['/', '\\'], "_");
    let plain: String = name
        .chars()
        .map(|c| if (c.is_ascii_graphic() && c != '"' && c != '%') || c == ' ' { c } else { '_' })
        .collect();
    let mut header = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            header.push(char::from(byte));
        } else {
            // Writing to a string doesn't fail.
            let _ = write!(header, "%{byte:02X}");
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_told_from_other_text() {
        for good in ["text/plain", "Application/PDF", "image/svg+xml", "text/html; charset=\"utf-8\"", "a/b;c", " a/b "]
        {
            assert_eq!(media_type(good), Some(good.trim()), "{good}");
        }
        let long = format!("a/{}", "b".repeat(254));
        for bad in
            ["", "text", "/", "text/", "/plain", "a/b/c", "te xt/plain", "a/b; c\u{e9}", "a/b\r\nX: y", "a,b/c", &long]
        {
            assert_eq!(media_type(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_name_is_quoted_and_never_a_path() {
        assert_eq!(disposition("a b.pdf"), "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        assert_eq!(
            disposition("Übersicht \"1\"; x=y"),
            "attachment; filename=\"_bersicht _1_; x=y\"; filename*=UTF-8''%C3%9Cbersicht%20%221%22%3B%20x%3Dy"
        );
        assert_eq!(
            disposition("../etc\\passwd"),
            "attachment; filename=\".._etc_passwd\"; filename*=UTF-8''.._etc_passwd"
        );
        assert_eq!(disposition("100%20"), "attachment; filename=\"100_20\"; filename*=UTF-8''100%2520");
    }
}
