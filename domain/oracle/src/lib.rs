//! The oracle cases for Node: `alloc` a buffer, write a file of cases into it, `run` it, read the JSON it left.
//!
//! Plain C interface and no wasm-bindgen: two numbers go in, one comes out. Unsafe code is allowed in this crate alone,
//! because the caller hands over addresses in the module's memory.

/// Room for `length` bytes that the caller fills; `run` takes it back.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(vec![0u8; length].into_boxed_slice()).cast()
}

/// How many expressions the cases must hold at least whose value is compared, as natively.
#[unsafe(no_mangle)]
pub extern "C" fn fewest_values() -> usize {
    domain::oracle::FEWEST_VALUES
}

/// And whose fault is.
#[unsafe(no_mangle)]
pub extern "C" fn fewest_faults() -> usize {
    domain::oracle::FEWEST_FAULTS
}

/// Runs the cases in the buffer and frees it. The answer starts with its own length (four bytes, little endian) and is
/// JSON: `[{"name": "..", "values": 1, "faults": 0, "differences": [".."]}]`. It is never freed: the module lives for one
/// run.
///
/// # Safety
/// `start` must come from `alloc(length)` and must not have been run before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(start: *mut u8, length: usize) -> *const u8 {
    // SAFETY: by the contract above this is the box that `alloc` leaked.
    let input = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, length)) };
    let outcomes = match std::str::from_utf8(&input) {
        Ok(document) => domain::oracle::check(document),
        Err(error) => vec![domain::oracle::Outcome::unreadable(error.to_string())],
    };
    let json = serde_json::to_vec(&outcomes).unwrap_or_default();
    let answer = [&(json.len() as u32).to_le_bytes(), json.as_slice()].concat();
    Box::leak(answer.into_boxed_slice()).as_ptr()
}
