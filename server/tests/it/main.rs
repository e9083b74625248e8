//! One binary of integration tests; files mirror the places on the site.

mod app;
