package netfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"backprop/nn"
)

// hostile reports whether this is the stage of that name in .ci/run, with time for
// what takes long.
var hostile = os.Getenv("BACKPROP_HOSTILE") != ""

// TestFlippedBits: no bit of a file can change without an error, or else the same
// network is read. All are flipped in the stage hostile of .ci/run.
func TestFlippedBits(t *testing.T) {
	var b bytes.Buffer
	want := nn.New([]int{3, 4, 2}, rand.New(rand.NewPCG(1, 0)))
	if err := write(&b, want, Run{Command: "c", Data: "d"}); err != nil {
		t.Fatal(err)
	}
	step := 7
	if hostile {
		step = 1
	}
	same := 0
	for bit := 0; bit < 8*b.Len(); bit += step {
		b.Bytes()[bit/8] ^= 1 << (bit % 8)
		net, err := read(bytes.NewReader(b.Bytes()))
		if err == nil && !reflect.DeepEqual(net, want) {
			t.Errorf("with bit %d flipped, another network is read:\n%s", bit, &b)
		}
		if err == nil {
			same++
		}
		b.Bytes()[bit/8] ^= 1 << (bit % 8)
	}
	t.Logf("of %d flipped bits, %d changed nothing", 8*b.Len()/step, same)
}

// TestMemory: a file of brackets, or without an end, takes no more memory than
// what is kept of it.
func TestMemory(t *testing.T) {
	const start = `{"version":1,"sizes":[100000,100],"biases":[[` // 10 million weights
	for _, test := range []struct{ text, repeated string }{
		{start, " "}, {start, "0,"}, {"", "["}, {`{"`, "x"},
		{`{"version":1,"sizes":[`, "1,"}, {`{"version":1,"run":`, "[]"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := read(io.MultiReader(strings.NewReader(test.text), endless{test.repeated}))
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; err == nil || got > 100<<20 {
			t.Errorf("%s%s…: %d bytes of memory, error %v", test.text, test.repeated, got, err)
		}
	}
}

// endless repeats a text of one or two bytes for ever.
type endless struct{ text string }

func (e endless) Read(b []byte) (int, error) {
	b = b[:len(b)/2*2]
	return copy(b, strings.Repeat(e.text, len(b))), nil
}

// TestMain lets this program be started as one that saves networks for ever: a
// process to kill.
func TestMain(m *testing.M) {
	path := os.Getenv("NETFILE_TEST_PATH")
	if path == "" {
		os.Exit(m.Run())
	}
	for seed := uint64(1); ; seed++ {
		if err := Save(path, nn.New([]int{64, 30, 10}, rand.New(rand.NewPCG(seed, 0))), Run{Seed: seed}); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// TestKilled kills a program that saves, at random moments, sixty times in the
// stage hostile of .ci/run. Each time the file is a whole network or, at the
// beginning, not there.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	kills := 6
	if hostile {
		kills = 60
	}
	path := filepath.Join(t.TempDir(), "net.json")
	loaded := 0
	for range kills {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "NETFILE_TEST_PATH="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			continue
		}
		loaded++
		if _, err := Load(path); err != nil {
			t.Errorf("after a kill: %v", err)
		}
	}
	t.Logf("%d of %d times there was a network", loaded, kills)
}

// FuzzRead: no file makes the reader panic, and what it takes is a network that
// survives being written and read.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := write(&b, nn.New([]int{2, 3, 2}, rand.New(rand.NewPCG(1, 0))), Run{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"version":1,"sizes":[2,1],"biases":[[1]],"weights":[[[1,2]]]}`))
	f.Add([]byte(`{"version":1,"sizes":[2,99999999999],"biases":[[]],"weights":[null]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		net, err := read(bytes.NewReader(file))
		runtime.ReadMemStats(&after)
		// A list of two characters takes 24 bytes and a number of one takes 8,
		// and append as much again, and the network as much again; the decoder's
		// buffer grows by doubling.
		if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(64<<10+200*len(file)); got > limit {
			t.Errorf("reading %d bytes took %d bytes of memory, want at most %d", len(file), got, limit)
		}
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := write(&b, net, Run{}); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := read(&b)
		if err != nil || !reflect.DeepEqual(again, net) {
			t.Errorf("what was written is read as another network, error %v", err)
		}
	})
}
