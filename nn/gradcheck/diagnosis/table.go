package diagnosis

import "slices"

// Mistakes returns the table of mistakes, each once: those of BP1 to BP4, of the
// forward pass, of all results, and of the update.
func Mistakes() []Mistake {
	var all []Mistake
	for _, m := range allRows() {
		if !slices.ContainsFunc(all, func(other Mistake) bool { return other.ID == m.ID }) {
			all = append(all, m)
		}
	}
	return all
}

// allRows are those of all tables. A mistake that can be made in several places
// is in it several times.
func allRows() []Mistake {
	all := slices.Concat(numbers(""), []Mistake{factorOf(2), notFinite()}, wholes(), entryMistakes(),
		wrongLayers("BP1, BP2, BP3, BP4", nil), errors(), primes(), arrivals(), biasResults(), columns(), rows(), weightResults())
	for _, m := range forwardMistakes() {
		all = append(all, m.Mistake)
	}
	return slices.Concat(all, inputs(), updateMistakes())
}
