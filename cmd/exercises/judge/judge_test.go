package judge

import (
	"strings"
	"testing"
	"time"

	"backprop/internal/language"
)

// TestWait: a loop that never ends gets an answer that names its function.
func TestWait(t *testing.T) {
	never := make(chan Verdict)
	for _, test := range []struct {
		patience time.Duration
		memory   uint64
		want     string
	}{
		{20 * time.Millisecond, memory, "Forward has not come back after 20ms"},
		{time.Minute, 1, "Forward takes more and more memory"},
	} {
		v := wait(never, test.patience, test.memory, "Forward", language.English)
		if v.Right || len(v.Advice) != 1 || !strings.HasPrefix(v.Advice[0], test.want) {
			t.Errorf("wait(%v, %d) = %+v, want %s", test.patience, test.memory, v, test.want)
		}
	}
}
