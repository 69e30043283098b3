package diagnosis

import "slices"

// Mistakes returns the table of mistakes, each once: those of BP1 to BP4, of the
// forward pass, of all results, and of the update.
func Mistakes() []Mistake {
	var all []Mistake
	add := func(mistakes ...Mistake) {
		for _, m := range mistakes {
			if !slices.ContainsFunc(all, func(other Mistake) bool { return other.ID == m.ID }) {
				all = append(all, m)
			}
		}
	}
	add(numbers("")...)
	add(factorOf(2), notFinite())
	add(wholes()...)
	add(entryMistakes()...)
	add(wrongLayers("BP1, BP2, BP3, BP4", nil)...)
	add(errors()...)
	add(primes()...)
	add(arrivals()...)
	add(biasResults()...)
	add(columns()...)
	add(rows()...)
	add(weightResults()...)
	for _, m := range forwardMistakes() {
		add(m.Mistake)
	}
	add(inputs()...)
	add(updateMistakes()...)
	return all
}
