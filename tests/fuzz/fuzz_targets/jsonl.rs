#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| lingsync_fuzz::jsonl(data));
