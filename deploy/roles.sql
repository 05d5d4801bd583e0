-- The two roles and the database, made once by a database administrator:
--   psql --set owner_password=... --set app_password=... -f deploy/roles.sql postgres
\set ON_ERROR_STOP on
CREATE ROLE yichuang_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE yichuang_app LOGIN PASSWORD :'app_password';
CREATE DATABASE yichuang OWNER yichuang_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
REVOKE ALL ON DATABASE yichuang FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE yichuang TO yichuang_app;
\connect yichuang
ALTER SCHEMA public OWNER TO yichuang_owner;
