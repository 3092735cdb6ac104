//! Handles: boxed values behind opaque pointers, with a state that notices two calls at a time and
//! remembers a panic.

use super::{asking, error::Failure, status::FfiStatus};
use core::{
    cell::UnsafeCell,
    ops::{Deref, DerefMut},
    sync::atomic::{AtomicU32, Ordering},
};
use std::thread::panicking;

/// Nobody uses the handle; up to `WRITING` it is the number of readers.
const FREE: u32 = 0;
/// One call changes the value.
const WRITING: u32 = u32::MAX - 1;
/// A call panicked.
const POISONED: u32 = u32::MAX;

/// A value that C code holds a pointer to.
#[derive(Debug)]
pub(super) struct Handle<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: the value is reached only through `read` and `write`, which let in either readers or one
// writer, as a read-write lock does; so the bounds are those of one.
unsafe impl<T: Send + Sync> Sync for Handle<T> {}

impl<T> Handle<T> {
    pub(super) fn new(value: T) -> Self {
        Self { state: AtomicU32::new(FREE), value: UnsafeCell::new(value) }
    }

    /// The value, to look at, beside other readers.
    #[inline]
    pub(super) fn read(&self) -> Result<Reading<'_, T>, Failure> {
        self.not_from_its_hook()?;
        let mut state = self.state.load(Ordering::Relaxed);
        while state < WRITING - 1 {
            let next = self.state.compare_exchange_weak(
                state,
                state + 1,
                Ordering::Acquire,
                Ordering::Relaxed,
            );
            match next {
                Ok(_) => return Ok(Reading { handle: self, panicking: panicking() }),
                Err(now) => state = now,
            }
        }
        Err(refused(state))
    }

    /// The value, to change, alone.
    #[inline]
    pub(super) fn write(&self) -> Result<Writing<'_, T>, Failure> {
        self.not_from_its_hook()?;
        let free = self.state.compare_exchange(FREE, WRITING, Ordering::Acquire, Ordering::Relaxed);
        match free {
            Ok(_) => Ok(Writing { handle: self, panicking: panicking() }),
            Err(state) => Err(refused(state)),
        }
    }

    /// Where the handle is, to be told from others.
    pub(super) fn address(&self) -> usize {
        core::ptr::from_ref(self).addr()
    }

    /// A hook may use any handle but that of the session that asks it.
    #[inline]
    fn not_from_its_hook(&self) -> Result<(), Failure> {
        if asking::is_asked_by(self.address()) {
            return Err(Failure::new(
                FfiStatus::InvalidState,
                "a hook uses the session that asks it: answer PENDING and resolve the claim later",
            ));
        }
        Ok(())
    }
}

#[cold]
fn refused(state: u32) -> Failure {
    let message = if state == POISONED {
        "the handle is of no more use since a call panicked: free it"
    } else {
        "another call is using the handle: use one thread at a time, or a handle for each"
    };
    Failure::new(FfiStatus::InvalidState, message)
}

/// Leave to look at a value.
pub(super) struct Reading<'h, T> {
    handle: &'h Handle<T>,
    panicking: bool,
}

impl<T> Deref for Reading<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: while this exists the state counts a reader, so that there is no writer.
        unsafe { &*self.handle.value.get() }
    }
}

impl<T> Drop for Reading<'_, T> {
    fn drop(&mut self) {
        if panicking() && !self.panicking {
            self.handle.state.store(POISONED, Ordering::Release);
            return;
        }
        // Another reader may have poisoned it in the meantime: then it stays so.
        let leave = |state| (state != POISONED).then(|| state - 1);
        let _ = self.handle.state.fetch_update(Ordering::Release, Ordering::Relaxed, leave);
    }
}

/// Leave to change a value.
pub(super) struct Writing<'h, T> {
    handle: &'h Handle<T>,
    panicking: bool,
}

impl<T> Deref for Writing<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: while this exists the state is `WRITING`, so that nobody else reaches the value.
        unsafe { &*self.handle.value.get() }
    }
}

impl<T> DerefMut for Writing<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and `&mut self` lets this leave be used once at a time.
        unsafe { &mut *self.handle.value.get() }
    }
}

impl<T> Drop for Writing<'_, T> {
    fn drop(&mut self) {
        let state = if panicking() && !self.panicking { POISONED } else { FREE };
        self.handle.state.store(state, Ordering::Release);
    }
}

/// What a pointer points to, unless it is null.
///
/// # Safety
/// The pointer is null, or came from this library as a pointer to `T` and is not freed for `'a`.
pub(super) unsafe fn borrow<'a, T>(pointer: *const T) -> Option<&'a T> {
    // SAFETY: by contract; the boxes of this library are aligned and initialised.
    unsafe { pointer.as_ref() }
}

/// What a pointer points to, or the failure that names the argument.
///
/// # Safety
/// As [`borrow`].
pub(super) unsafe fn required<'a, T>(pointer: *const T, name: &str) -> Result<&'a T, Failure> {
    // SAFETY: by contract.
    unsafe { borrow(pointer) }.ok_or_else(|| Failure::null(name))
}

/// Ends a boxed value; null is nothing to end.
///
/// # Safety
/// The pointer is null, or came from `Box::into_raw` as a pointer to `T` and is not used again.
pub(super) unsafe fn free<T>(pointer: *mut T) {
    if !pointer.is_null() {
        // SAFETY: by contract this is the box's own pointer, given back once.
        drop(unsafe { Box::from_raw(pointer) });
    }
}
