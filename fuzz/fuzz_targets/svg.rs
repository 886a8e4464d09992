#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| darien_map_fuzz::svg(data));
