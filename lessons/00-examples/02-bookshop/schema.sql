CREATE TABLE authors (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE
);

CREATE TABLE books (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  author_id integer NOT NULL REFERENCES authors,
  title text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents > 0),
  stock integer NOT NULL DEFAULT 0 CHECK (stock >= 0)
);

CREATE TABLE sales (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  book_id integer NOT NULL REFERENCES books,
  copies integer NOT NULL CHECK (copies > 0)
);

INSERT INTO authors (name) VALUES
  ('Jane Austen'),
  ('Mary Shelley'),
  ('Jules Verne'),
  ('Selma Lagerlöf');

INSERT INTO books (author_id, title, price_cents, stock) VALUES
  (1, 'Emma', 899, 12),
  (1, 'Persuasion', 749, 5),
  (2, 'Frankenstein', 999, 8),
  (3, 'Around the World in Eighty Days', 1099, 20),
  (3, 'The Mysterious Island', 1249, 4),
  (4, 'The Story of Gösta Berling', 1149, 6);

INSERT INTO sales (book_id, copies) VALUES
  (1, 3),
  (4, 5),
  (3, 2),
  (4, 1),
  (6, 2);
