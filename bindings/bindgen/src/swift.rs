//! Generates Swift, its headers and its module map from a built library.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
