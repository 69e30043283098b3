// What the translated functions find under the names of Go and of package matrix.

let watch = null // of each operation on matrices, while a Backprop is recorded

function done(operator, operands, result) {
	if (watch) watch({ operator, operands, result })
	return result
}

class Matrix extends Array {
	Rows() { return this.length }
	Cols() { return this[0].length }
	Clone() { return done("clone", [this], matrix.of(this)) }
	Map(f) { return done("f", [this], matrix.of(this.map(row => row.map(v => f(v))))) }
	Transpose() { return done("ᵀ", [this], matrix.of(this[0].map((_, k) => this.map(row => row[k])))) }
}

function panic(message) { throw new Error("panic: " + message) }

// misfit is a panic of an operation whose operands do not fit together.
function misfit(operator, operands, message) {
	if (watch) watch({ operator, operands, result: null })
	panic(message)
}

const shape = m => m && m.length ? m.length + "×" + m[0].length : "0×0"

function entrywise(name, operator, f) {
	return (a, b) => {
		if (shape(a) !== shape(b)) misfit(operator, [a, b], `matrix: ${name}: ${shape(a)} and ${shape(b)}: want two matrices of the same shape`)
		return done(operator, [a, b], matrix.of(a.map((row, j) => row.map((v, k) => f(v, b[j][k])))))
	}
}

const matrix = {
	of: rows => Matrix.from(rows, row => Array.from(row)),
	Zeros: (rows, cols) => done("0", [], matrix.of(Array.from({ length: rows }, () => Array(cols).fill(0)))),
	Column: (...values) => matrix.of(values.map(v => [v])),
	Add: entrywise("Add", "+", (x, y) => x + y),
	Sub: entrywise("Sub", "−", (x, y) => x - y),
	Hadamard: entrywise("Hadamard", "⊙", (x, y) => x * y),
	Scale: (c, m) => done("c", [m, c], matrix.of(m.map(row => row.map(v => c * v)))),
	Dot(a, b) {
		if (!a || !b || a[0].length !== b.length) misfit("·", [a, b], `matrix: Dot: ${shape(a)} by ${shape(b)}: the first must have as many columns as the second has rows`)
		return done("·", [a, b], matrix.of(a.map(row => b[0].map((_, i) => row.reduce((sum, v, k) => sum + v * b[k][i], 0)))))
	},
}

const builtins = {
	len: list => list ? list.length : 0,
	append: (list, ...more) => [...(list || []), ...more],
	min: Math.min, max: Math.max, float64: v => v, panic, nil: null, true: true, false: false,
	zerosLike: list => list.map(m => matrix.Zeros(m.Rows(), m.Cols())),
	index(i, list) {
		const n = list ? list.length : 0
		if (i < 0 || i >= n) panic(`index out of range [${i}]` + (i < 0 ? "" : ` with length ${n}`))
		return i
	},
	*range(over) {
		if (typeof over === "number") for (let i = 0; i < over; i++) yield [i, i]
		else for (let i = 0, n = this.len(over); i < n; i++) yield [i, over[i]]
	},
	step() {},
}

// The functions of a network.go, with what they call. Sigmoid and SigmoidPrime
// are watched as one operation each.
function program(functions, from) {
	const all = Object.assign(Object.create(from), functions)
	for (const [name, operator] of [["Sigmoid", "σ"], ["SigmoidPrime", "σ′"]]) {
		if (!functions[name]) continue
		all[name] = z => {
			const outer = watch
			watch = null
			try {
				const result = functions[name].call(all, z)
				watch = outer
				return done(operator, [z], result)
			} finally { watch = outer }
		}
	}
	return all
}

let go = builtins // the program at hand

// run does its work with a program.
function run(other, work) {
	const before = go
	go = other
	try { return work() } finally { go = before }
}

const network = ({ Sizes, Weights, Biases }) => ({ Sizes, Weights: Weights.map(matrix.of), Biases: Biases.map(matrix.of) })

// backprop is net.Backprop(x, y) of a program.
const backprop = (code, net, x, y) => run(code, () => Object.assign(Object.create(code), net).Backprop(x, y))

function cost(code, net, x, y) {
	const output = run(code, () => Object.assign(Object.create(code), net).Feedforward(x))
	return output.reduce((sum, row, j) => sum + (row[0] - y[j][0]) ** 2, 0) / 2
}

// central is the central difference of the cost by one parameter, m[j][k].
function central(code, net, x, y, m, j, k) {
	const v = m[j][k]
	const at = w => { m[j][k] = w; return cost(code, net, x, y) }
	const up = v + data.step, down = v - data.step
	const slope = (at(up) - at(down)) / (up - down)
	m[j][k] = v
	return slope
}
