//! Numbers in JSON text.

use super::{NUMBER, Read, Reader, TOO_LARGE, VALUE_ENDS};
use serde_json::Value;

impl Reader<'_> {
    pub(super) fn number(&mut self) -> Read<Value> {
        let negative = self.eat(b'-');
        let (mut significand, mut exponent) = (0_u64, 0_i32);
        match self.next() {
            None => return self.wrong(VALUE_ENDS),
            Some(b'0') => {
                if matches!(self.peek(), Some(b'0'..=b'9')) {
                    return self.ahead(NUMBER);
                }
            }
            Some(digit @ b'1'..=b'9') => {
                significand = u64::from(digit - b'0');
                exponent = self.digits(&mut significand).1;
            }
            _ => return self.wrong(NUMBER),
        }
        let mut whole = exponent == 0;
        if self.eat(b'.') {
            whole = false;
            let start = self.at;
            let (used, _) = self.digits(&mut significand);
            if self.at == start {
                return self.ahead_or_end(NUMBER, VALUE_ENDS);
            }
            exponent -= used;
        }
        if self.eat(b'e') || self.eat(b'E') {
            whole = false;
            let up = !self.eat(b'-');
            if up {
                self.eat(b'+');
            }
            let mut by = match self.next() {
                None => return self.wrong(VALUE_ENDS),
                Some(digit @ b'0'..=b'9') => i32::from(digit - b'0'),
                _ => return self.wrong(NUMBER),
            };
            while let Some(digit @ b'0'..=b'9') = self.peek() {
                self.at += 1;
                let digit = i32::from(digit - b'0');
                if up && significand != 0 && by > (i32::MAX - digit) / 10 {
                    return self.wrong(TOO_LARGE);
                }
                by = by.saturating_mul(10).saturating_add(digit);
            }
            exponent = exponent.saturating_add(if up { by } else { -by });
        }
        if whole && !negative {
            return Ok(Value::from(significand));
        }
        let minus = (significand as i64).wrapping_neg();
        if whole && minus < 0 {
            return Ok(Value::from(minus));
        }
        // A fraction, an integer that does not fit, or `-0`: only a float zero has a sign.
        let size = scaled(significand, exponent);
        if size.is_infinite() {
            return self.wrong(TOO_LARGE);
        }
        Ok(Value::from(if negative { -size } else { size }))
    }

    /// Reads digits into `significand` until it is full, and drops the others. Returns how many were used
    /// and how many were dropped.
    fn digits(&mut self, significand: &mut u64) -> (i32, i32) {
        let (mut used, mut dropped) = (0, 0);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            let longer = significand.checked_mul(10);
            match longer.and_then(|n| n.checked_add(u64::from(digit - b'0'))) {
                Some(n) if dropped == 0 => {
                    *significand = n;
                    used += 1;
                }
                _ => dropped += 1,
            }
        }
        (used, dropped)
    }
}

/// `significand` × 10^`exponent`. Powers of ten up to 10^22 are exact as floats, and no coordinate needs
/// a larger one.
fn scaled(significand: u64, exponent: i32) -> f64 {
    let mut size = significand as f64;
    let mut left = exponent.unsigned_abs();
    while left > 0 && size != 0.0 && size.is_finite() {
        let step = left.min(308);
        let mut power = 1.0;
        for _ in 0..step {
            power *= 10.0;
        }
        size = if exponent < 0 { size / power } else { size * power };
        left -= step;
    }
    size
}
