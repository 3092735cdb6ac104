//! Which sessions of this thread are asking their hooks: a hook that comes back to its own session is
//! refused.

use std::cell::RefCell;

/// A call that may ask hooks.
struct Frame {
    /// The session's handle.
    address: usize,
    /// Whether a hook runs now.
    asks: bool,
    /// Whether the hook came back to the session.
    refused: bool,
}

std::thread_local! {
    static FRAMES: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
}

/// Runs `look`, unless the thread is ending or already looks: then nobody asks.
fn with_frames<R: Default>(look: impl FnOnce(&mut Vec<Frame>) -> R) -> R {
    let looked =
        FRAMES.try_with(|frames| frames.try_borrow_mut().map(|mut frames| look(&mut frames)));
    looked.ok().and_then(Result::ok).unwrap_or_default()
}

/// A call on a session that has hooks, until this is dropped.
pub(super) struct Call(());

impl Call {
    pub(super) fn on(address: usize) -> Self {
        with_frames(|frames| frames.push(Frame { address, asks: false, refused: false }));
        Self(())
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        with_frames(|frames| {
            frames.pop();
        });
    }
}

/// Runs a hook; whether it came back to the session that asks it.
pub(super) fn asking<R>(hook: impl FnOnce() -> R) -> (R, bool) {
    let set = |asks| {
        with_frames(|frames| {
            let Some(frame) = frames.last_mut() else { return false };
            (frame.asks, frame.refused) = (asks, asks && frame.refused);
            frame.refused
        })
    };
    set(true);
    let said = hook();
    let refused = with_frames(|frames| frames.last().is_some_and(|frame| frame.refused));
    set(false);
    (said, refused)
}

/// Whether the session at this address waits for a hook of this thread, which is noted.
#[inline(never)]
pub(super) fn is_asked_by(address: usize) -> bool {
    with_frames(|frames| {
        let asking = frames.iter_mut().find(|frame| frame.asks && frame.address == address);
        asking.map(|frame| frame.refused = true).is_some()
    })
}
