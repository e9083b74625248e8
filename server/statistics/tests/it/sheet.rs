//! Tables out of spreadsheets: every fault is told with its line.

use statistics::sheet::{LineProblem, Row, Sheet};

fn rows(text: &[u8]) -> Vec<Result<Row, LineProblem>> {
    let mut sheet = Sheet::open(text).expect("a header");
    std::iter::from_fn(|| sheet.next_row()).collect()
}

#[test]
fn separator_and_byte_order_mark_do_not_matter() {
    for text in ["a,b\n1,2\n", "a;b\r\n1;2\r\n", "\u{feff}a;b\n\"1\";2", "a, b \n1,2\n\n,\n"] {
        let mut sheet = Sheet::open(text.as_bytes()).expect("a header");
        assert_eq!(sheet.header(), ["a", "b"], "{text:?}");
        let row = sheet.next_row().expect("a row").expect("readable");
        assert_eq!((row.cell(0), row.cell(1), row.line), ("1", "2", 2), "{text:?}");
        assert!(sheet.next_row().is_none(), "{text:?}");
    }
}

#[test]
fn lines_are_counted_through_texts_of_several_lines() {
    let rows = rows(b"a,b\n\"one\ntwo\",x\n\nlast,y\n");
    let lines: Vec<u64> = rows.into_iter().map(|row| row.expect("readable").line).collect();
    assert_eq!(lines, [2, 5]);
}

#[test]
fn a_quotation_mark_that_never_ends_is_told_where_it_opens() {
    for text in ["a;b\n1;2\n\"x;y\n3;4\n", "a;b\n\"q\"\";\"\"\";2\n\"x;\"\"y\n"] {
        let problem = Sheet::open(text.as_bytes()).err().expect("refused");
        assert_eq!(problem.line, 3, "{text:?}");
        assert!(problem.message.contains("Anführungszeichen"), "{problem}");
    }
    assert_eq!(rows(b"a;b\n5\" breit;\"zwei\nZeilen; \"\"so\"\"\"\n").len(), 1);
}

#[test]
fn wrong_encoding_and_stray_separators_are_told_with_their_line() {
    let rows = rows(b"name,ort\nM\xfcller,Verl\nMaier,Verl,Lippstadt\nAda,\n");
    let problem = rows[0].as_ref().expect_err("Latin-1");
    assert_eq!((problem.line, problem.column.as_deref()), (2, Some("name")));
    assert!(problem.message.contains("nicht in UTF-8"), "{problem}");
    assert!(rows[1].as_ref().expect_err("too many cells").message.contains("3 Zellen"));
    assert_eq!(rows[2].as_ref().expect("readable").cell(1), "");
}

#[test]
fn a_character_without_meaning_is_not_called_an_encoding() {
    let rows = rows(b"name,ort\nMa\0ier,Verl\n");
    let problem = rows[0].as_ref().expect_err("NUL");
    assert!(problem.message.contains("NUL") && !problem.message.contains("UTF-8"), "{problem}");
}

#[test]
fn an_empty_file_is_an_error_of_its_own() {
    assert!(Sheet::open(&b""[..]).is_err_and(|problem| problem.message.contains("leer")));
    assert!(Sheet::open(&b"\xff\xfea\0"[..]).is_err_and(|problem| problem.message.contains("UTF-8")));
}
