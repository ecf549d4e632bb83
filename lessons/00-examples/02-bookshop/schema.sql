CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE books (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL,
  title TEXT NOT NULL,
  price_cents INTEGER NOT NULL,
  stock INTEGER NOT NULL
);

CREATE TABLE sales (
  id INTEGER PRIMARY KEY,
  book_id INTEGER NOT NULL,
  copies INTEGER NOT NULL
);

INSERT INTO authors (id, name) VALUES
  (1, 'Jane Austen'),
  (2, 'Mary Shelley'),
  (3, 'Jules Verne'),
  (4, 'Selma Lagerlöf');

INSERT INTO books (id, author_id, title, price_cents, stock) VALUES
  (1, 1, 'Emma', 899, 12),
  (2, 1, 'Persuasion', 749, 5),
  (3, 2, 'Frankenstein', 999, 8),
  (4, 3, 'Around the World in Eighty Days', 1099, 20),
  (5, 3, 'The Mysterious Island', 1249, 4),
  (6, 4, 'The Story of Gösta Berling', 1149, 6);

INSERT INTO sales (id, book_id, copies) VALUES
  (1, 1, 3),
  (2, 4, 5),
  (3, 3, 2),
  (4, 4, 1),
  (5, 6, 2);
