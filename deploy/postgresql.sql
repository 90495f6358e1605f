-- Run once by the image of PostgreSQL, while its volume is empty: a role that is no superuser, with a database of its
-- own. deploy/compose-postgresql.yaml hands in the password.
\getenv password POSTGRES_PASSWORD
CREATE ROLE villager LOGIN PASSWORD :'password';
CREATE DATABASE villager OWNER villager;
-- The superuser comes in from inside the container only, where no password is asked for.
ALTER ROLE postgres PASSWORD NULL;
