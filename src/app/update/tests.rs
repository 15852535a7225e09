//! Update by example.
