package matrix

import "fmt"

// Rows returns the number of rows.
func (m Matrix) Rows() int { return len(m) }

// Cols returns the number of columns: the length of the first row, or 0 if
// there is none.
func (m Matrix) Cols() int {
	if len(m) == 0 {
		return 0
	}
	return len(m[0])
}

// HasShape reports whether m has that many rows, each of that many columns.
func (m Matrix) HasShape(rows, cols int) bool {
	if len(m) != rows {
		return false
	}
	for _, row := range m {
		if len(row) != cols {
			return false
		}
	}
	return true
}

// Shape describes the shape of m for a message: "3×2", or what keeps m from
// being a matrix: "nil", "ragged (row 0 has 2 entries, row 1 has 3)".
func (m Matrix) Shape() string {
	if m == nil {
		return "nil"
	}
	for j, row := range m {
		if len(row) != len(m[0]) {
			return fmt.Sprintf("ragged (row 0 has %d entries, row %d has %d)", len(m[0]), j, len(row))
		}
	}
	return fmt.Sprintf("%d×%d", m.Rows(), m.Cols())
}
