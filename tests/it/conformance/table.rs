//! Tables of cases in `tests/data`: tab-separated, a first row that names the
//! columns, `#` before comments. Read when the test runs, so that a new case
//! needs no build.

use crate::sandbox::package;

/// One row, and where it stands.
pub struct Row {
    /// File and line, for messages.
    pub place: String,
    columns: Vec<String>,
    fields: Vec<String>,
}

impl Row {
    /// The field below `column`; empty where the row is shorter.
    pub fn get(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        let at = at.unwrap_or_else(|| panic!("{}: no column {column}", self.place));
        self.fields.get(at).map_or("", String::as_str)
    }

    /// Plants another field, for tests of the tests.
    pub fn set(&mut self, column: &str, field: &str) {
        let at = self.columns.iter().position(|name| name == column);
        field.clone_into(&mut self.fields[at.unwrap()]);
    }
}

/// The rows of `tests/data/NAME`.
pub fn table(name: &str) -> Vec<Row> {
    let path = package().join("tests/data").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
    rows(name, &text)
}

fn rows(name: &str, text: &str) -> Vec<Row> {
    let fields = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let lines = text.lines().enumerate();
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let columns = lines
        .next()
        .map(|(_, line)| fields(line))
        .unwrap_or_default();
    let row = |(index, line): (usize, &str)| Row {
        place: format!("{name}:{}", index + 1),
        columns: columns.clone(),
        fields: fields(line),
    };
    lines.map(row).collect()
}

#[test]
fn rows_are_read_by_column() {
    let found = rows("x", "# note\na\tb\n\n1\t2\n# no\n3\n");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].get("b"), found[1].get("b")), ("2", ""));
    assert_eq!(found[1].place, "x:6");
}
