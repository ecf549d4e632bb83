// Medians, and numbers a person can read.

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number} value */
export function readable(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en-GB");
  if (value >= 10) return value.toFixed(0);
  return value.toFixed(2);
}

/**
 * Prints rows as a table whose columns line up; the first row is the head.
 * @param {string[][]} rows
 */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]),
    );
    console.log(`  ${cells.join("   ")}`);
  }
}
