//! Parquet files: numbers as numbers, choices, days and texts as UTF-8, missing codes as in the CSV, the codebook as JSON
//! among the metadata of the file (`codebook`).

use std::{io::Write, sync::Arc};

use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type},
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::Type,
};
use serde_json::json;

use super::{Cell, DataFile, ExportError, Extent, Form, Sink, Variable, text::beside_codes};

/// Bytes of cells that are held before they are written as a group of rows, whatever the number of columns: a wide file
/// has groups of fewer rows, and so has one with long texts.
const GROUP: usize = 32 << 20;
/// What a cell takes beside the letters of its text: a handle and its level.
const CELL: usize = size_of::<ByteArray>() + size_of::<i16>();

pub struct Parquet<'f, W: Write + Send> {
    file: &'f DataFile,
    writer: SerializedFileWriter<W>,
    columns: Vec<Buffer>,
    /// Of each column the codes of its labels.
    codes: Vec<Vec<ByteArray>>,
    /// Bytes of cells that are not written yet.
    held: usize,
}

/// Values of one column, and of each row whether it has one.
#[derive(Debug)]
enum Buffer {
    Whole(Held<i32>),
    Double(Held<f64>),
    Text(Held<ByteArray>),
}

#[derive(Debug)]
struct Held<T> {
    values: Vec<T>,
    levels: Vec<i16>,
}

impl<T> Held<T> {
    fn new() -> Self {
        Held { values: Vec::new(), levels: Vec::new() }
    }

    fn push(&mut self, value: Option<T>) {
        self.levels.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn write<D: DataType<T = T>, W: Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<(), ExportError> {
        if let Some(mut column) = group.next_column()? {
            column.typed::<D>().write_batch(&self.values, Some(&self.levels), None)?;
            column.close()?;
        }
        self.values.clear();
        self.levels.clear();
        Ok(())
    }
}

impl<'f, W: Write + Send> Parquet<'f, W> {
    /// # Errors
    /// When `to` does not take the beginning.
    pub fn new(file: &'f DataFile, extent: &Extent, to: W) -> Result<Self, ExportError> {
        let longest = extent.texts.iter().copied().chain(std::iter::repeat(None));
        let columns: Vec<Buffer> =
            file.variables.iter().zip(longest).map(|(variable, longest)| buffer(variable, longest)).collect();
        let fields = file.variables.iter().zip(&columns).map(|(variable, buffer)| field(&variable.name, buffer));
        let schema = Type::group_type_builder("data").with_fields(fields.collect::<Result<_, _>>()?).build()?;
        let properties = WriterProperties::builder()
            .set_created_by("Bedarfskompass".to_owned())
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![
                KeyValue::new("title".to_owned(), file.title.clone()),
                KeyValue::new("codebook".to_owned(), codebook(file).to_string()),
            ]))
            .build();
        let writer = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties))?;
        let code = |label: &super::Label| ByteArray::from(label.code.as_str());
        let codes = file.variables.iter().map(|variable| variable.labels.iter().map(code).collect()).collect();
        Ok(Parquet { file, writer, columns, codes, held: 0 })
    }

    fn flush(&mut self) -> Result<(), ExportError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            match column {
                Buffer::Whole(held) => held.write::<Int32Type, W>(&mut group)?,
                Buffer::Double(held) => held.write::<DoubleType, W>(&mut group)?,
                Buffer::Text(held) => held.write::<ByteArrayType, W>(&mut group)?,
            }
        }
        group.close()?;
        self.held = 0;
        Ok(())
    }
}

impl<W: Write + Send> Sink for Parquet<'_, W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        for (at, (cell, column)) in cells.iter().zip(&mut self.columns).enumerate() {
            let unfit = || ExportError::Unfit(self.file.variables[at].name.clone());
            match (column, cell) {
                (Buffer::Whole(held), Cell::Empty) => held.push(None),
                (Buffer::Double(held), Cell::Empty) => held.push(None),
                (Buffer::Text(held), Cell::Empty) => held.push(None),
                (Buffer::Whole(held), Cell::Missing(code)) => {
                    held.push(Some(i32::try_from(*code).map_err(|_| unfit())?))
                }
                (Buffer::Double(held), Cell::Missing(code)) => held.push(Some(*code as f64)),
                (Buffer::Text(held), Cell::Missing(code)) => held.push(Some(code.to_string().as_str().into())),
                (Buffer::Whole(held), Cell::Number(number)) => held.push(Some(*number as i32)),
                (Buffer::Double(held), Cell::Number(number)) => held.push(Some(*number)),
                (Buffer::Text(held), Cell::Number(number)) => held.push(Some(number.to_string().as_str().into())),
                (Buffer::Text(held), Cell::Choice(place)) => {
                    held.push(Some(self.codes[at].get(*place).ok_or_else(unfit)?.clone()));
                }
                (Buffer::Text(held), Cell::Text(text)) => {
                    let text = beside_codes(text).as_bytes().to_vec();
                    self.held += text.len();
                    held.push(Some(text.into()));
                }
                (Buffer::Whole(_) | Buffer::Double(_), Cell::Choice(_) | Cell::Text(_)) => return Err(unfit()),
            }
        }
        self.held += cells.len() * CELL;
        if self.held >= GROUP { self.flush() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        if self.held > 0 {
            self.flush()?;
        }
        self.writer.finish()?;
        Ok(self.writer.inner_mut().flush()?)
    }
}

fn buffer(variable: &Variable, longest: Option<usize>) -> Buffer {
    match variable.form {
        Form::Points => Buffer::Whole(Held::new()),
        Form::Number { .. } => Buffer::Double(Held::new()),
        Form::Computed if longest.is_none() => Buffer::Double(Held::new()),
        Form::Choice | Form::Day | Form::Month | Form::Text | Form::Computed => Buffer::Text(Held::new()),
    }
}

fn field(name: &str, buffer: &Buffer) -> Result<Arc<Type>, ExportError> {
    let (physical, logical) = match buffer {
        Buffer::Whole(_) => (Physical::INT32, None),
        Buffer::Double(_) => (Physical::DOUBLE, None),
        Buffer::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let field = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(Arc::new(field.with_logical_type(logical).build()?))
}

/// By column: question, labels and missing codes; and the sets of columns that belong to one question.
fn codebook(file: &DataFile) -> serde_json::Value {
    let variable = |variable: &Variable| {
        let labels = variable.labels.iter().map(|label| json!({ "code": label.code, "label": label.text }));
        let missing = variable.missing.iter().map(|missing| json!({ "code": missing.code, "label": missing.text }));
        json!({
            "column": variable.name,
            "question": variable.question,
            "kind": variable.kind,
            "meaning": variable.meaning,
            "labels": labels.collect::<Vec<_>>(),
            "missing": missing.collect::<Vec<_>>(),
        })
    };
    let set = |set: &super::ResponseSet| {
        let members = set.members.iter().filter_map(|at| Some(file.variables.get(*at)?.name.as_str()));
        json!({ "name": set.name, "label": set.label, "columns": members.collect::<Vec<_>>() })
    };
    json!({
        "language": file.language,
        "variables": file.variables.iter().map(variable).collect::<Vec<_>>(),
        "response_sets": file.sets.iter().map(set).collect::<Vec<_>>(),
    })
}
