package calls

import (
	"fmt"

	"backprop/internal/language"
)

// sharing says which result shares memory with what, or nil. Entries that lie at
// one address do.
func sharing(guard *guard, returned []Result) *language.Text {
	taken := map[*float64]any{} // the names of what was there before a call
	for _, m := range guard.matrices {
		for _, row := range m.m {
			for k := range row {
				taken[&row[k]] = m.name
			}
		}
	}
	for _, result := range returned {
		own := map[*float64]any{}
		for i, m := range result.all() {
			name := fmt.Sprintf("nablaB[%d]", i)
			if n := len(result.NablaB); i >= n {
				name = fmt.Sprintf("nablaW[%d]", i-n)
			}
			for _, row := range m {
				for k := range row {
					with := own[&row[k]]
					if with == nil {
						with = taken[&row[k]]
					}
					if with != nil {
						shared := texts("%s and %s share memory: each call must return new matrices", "%s e %s compartilham memória: cada chamada deve devolver matrizes novas", name, with)
						return &shared
					}
					own[&row[k]] = name
				}
			}
		}
		for at := range own {
			taken[at] = language.Text{"a result of an earlier call", "um resultado de uma chamada anterior"}
		}
	}
	return nil
}
