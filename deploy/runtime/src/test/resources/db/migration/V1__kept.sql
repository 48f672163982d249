CREATE TABLE kept (n int);
GRANT SELECT ON kept TO audit_app;
