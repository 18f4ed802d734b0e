import { arithmetics } from './arithmetic.mjs';
import { costIn, gradientIn } from './back-propagation.mjs';
import { nets } from './nets.mjs';

const sum = (values, q) => values.reduce((total, value) => q(total + value), 0);
const dot = (x, y, q) => x.reduce((total, value, i) => q(total + q(value * y[i])), 0);

/** J = Σ loss(xⱼ·θ, yⱼ)/m of rows x. */
const regression = (loss, slope, label) => (draws) => {
  const [size, rows] = [draws.integer(1, 8), draws.integer(2, 16)];
  const X = Array.from({ length: rows }, () => draws.normals(size).map(Math.fround));
  const y = Float64Array.from({ length: rows }, () => label(draws));
  return {
    theta: draws.normals(size, 0.7),
    costIn: (at, q) =>
      q(
        sum(
          X.map((x, j) => loss(dot(x, at, q), y[j], q)),
          q,
        ) / rows,
      ),
    gradientIn: ({ q }, given) => {
      const at = given.map(q);
      const slopes = X.map((x, j) => q(slope(dot(x.map(q), at, q), y[j], q) / rows));
      return at.map((_, i) =>
        sum(
          X.map((x, j) => q(slopes[j] * q(x[i]))),
          q,
        ),
      );
    },
  };
};
const logistic = regression(
  (z, y, q) => q(q(Math.max(z, 0) + q(Math.log1p(q(Math.exp(-Math.abs(z)))))) - q(y * z)),
  (z, y, q) => q(q(1 / q(1 + q(Math.exp(-z)))) - y),
  (draws) => draws.integer(0, 1),
);
const leastSquares = regression(
  (z, y, q) => q(q(z - y) * q(z - y)),
  (z, y, q) => q(2 * q(z - y)),
  (draws) => Math.fround(draws.normal()),
);
const poisson = regression(
  (z, y, q) => q(q(Math.exp(z)) - q(y * z)),
  (z, y, q) => q(q(Math.exp(z)) - y),
  (draws) => draws.integer(0, 5),
);
const cauchyLoss = regression(
  (z, y, q) => q(Math.log1p(q(q(z - y) * q(z - y)))),
  (z, y, q) => q(q(2 * q(z - y)) / q(1 + q(q(z - y) * q(z - y)))),
  (draws) => Math.fround(draws.normal()),
);

const rosenbrock = (draws) => ({
  theta: draws.normals(draws.integer(2, 10)),
  costIn: (at, q) =>
    at.reduce((total, t, i) => {
      if (i === 0) return 0;
      const [s, bend] = [at[i - 1], q(t - q(at[i - 1] * at[i - 1]))];
      return q(total + q(q(100 * q(bend * bend)) + q(q(1 - s) * q(1 - s))));
    }, 0),
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const bend = (i) => q(at[i] - q(at[i - 1] * at[i - 1]));
    return at.map((t, i) => {
      const own = i > 0 ? q(200 * bend(i)) : 0;
      if (i === at.length - 1) return own;
      return q(q(own - q(q(400 * t) * bend(i + 1))) - q(2 * q(1 - t)));
    });
  },
});

const logSumExp = (draws) => ({
  theta: draws.normals(draws.integer(2, 12), 2),
  costIn: (at, q) => {
    const most = Math.max(...at);
    return q(
      most +
        q(
          Math.log(
            sum(
              at.map((t) => q(Math.exp(q(t - most)))),
              q,
            ),
          ),
        ),
    );
  },
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const most = Math.max(...at);
    const parts = at.map((t) => q(Math.exp(q(t - most))));
    const total = sum(parts, q);
    return parts.map((part) => q(part / total));
  },
});

const quadraticForm = (draws) => {
  const size = draws.integer(2, 8);
  const M = Array.from({ length: size }, () => draws.normals(size).map(Math.fround));
  return {
    theta: draws.normals(size),
    costIn: (at, q) =>
      sum(
        M.map((row, i) => q(at[i] * dot(row, at, q))),
        q,
      ),
    gradientIn: ({ q }, given) => {
      const at = given.map(q);
      return at.map((_, i) =>
        sum(
          M.map((row, j) => q(q(q(M[i][j]) + q(row[i])) * at[j])),
          q,
        ),
      );
    },
  };
};

const product = (draws) => {
  const of = (at, q, without) =>
    at.reduce((total, t, i) => (i === without ? total : q(total * q(1 + q(t / 4)))), 1);
  return {
    theta: draws.normals(draws.integer(2, 8)),
    costIn: (at, q) => of(at, q, -1),
    gradientIn: ({ q }, given) => {
      const at = given.map(q);
      return at.map((_, i) => q(of(at, q, i) / 4));
    },
  };
};

const norm = (draws) => ({
  theta: draws.normals(draws.integer(2, 9)).map((t) => t + 0.1),
  costIn: (at, q) => q(Math.sqrt(dot(at, at, q))),
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const length = q(Math.sqrt(dot(at, at, q)));
    return at.map((t) => q(t / length));
  },
});

const cosine = (draws) => {
  const size = draws.integer(2, 8);
  const y = draws.normals(size).map((v) => Math.fround(v + 0.2));
  return {
    theta: draws.normals(size).map((t) => t + 0.3),
    costIn: (at, q) => q(dot(at, y, q) / q(Math.sqrt(dot(at, at, q)))),
    gradientIn: ({ q }, given) => {
      const [at, to] = [given.map(q), y.map(q)];
      const square = dot(at, at, q);
      const length = q(Math.sqrt(square));
      const part = q(dot(at, to, q) / square);
      return at.map((t, i) => q(q(to[i] - q(part * t)) / length));
    },
  };
};

const coupledSines = (draws) => ({
  theta: draws.normals(draws.integer(2, 10)),
  costIn: (at, q) => at.reduce((total, t, i) => (i === 0 ? 0 : q(total + q(Math.sin(q(t * at[i - 1]))))), 0),
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const term = (i, j) => (j in at ? q(at[j] * q(Math.cos(q(at[i] * at[j])))) : 0);
    return at.map((_, i) => q(term(i, i - 1) + term(i, i + 1)));
  },
});

const ratio = (draws) => ({
  theta: draws.normals(draws.integer(1, 9)),
  costIn: (at, q) => q(dot(at, at, q) / q(1 + q(sum(at, q) * sum(at, q)))),
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const total = sum(at, q);
    const below = q(1 + q(total * total));
    const value = q(dot(at, at, q) / below);
    return at.map((t) => q(q(2 * q(t - q(value * total))) / below));
  },
});

const variance = (draws) => ({
  theta: draws.normals(draws.integer(2, 12)),
  costIn: (at, q) => {
    const mean = q(sum(at, q) / at.length);
    return q(
      sum(
        at.map((t) => q(q(t - mean) * q(t - mean))),
        q,
      ) / at.length,
    );
  },
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const mean = q(sum(at, q) / at.length);
    return at.map((t) => q(q(2 * q(t - mean)) / at.length));
  },
});

/** Points on a line that repel each other: Σ 1/(1 + (θᵢ − θⱼ)²). */
const pairs = (draws) => ({
  theta: draws.normals(draws.integer(2, 7), 2),
  costIn: (at, q) => {
    let total = 0;
    for (let i = 0; i < at.length; i++)
      for (let j = 0; j < i; j++) total = q(total + q(1 / q(1 + q(q(at[i] - at[j]) * q(at[i] - at[j])))));
    return total;
  },
  gradientIn: ({ q }, given) => {
    const at = given.map(q);
    const force = (d) => {
      const below = q(1 + q(d * d));
      return q(q(-2 * d) / q(below * below));
    };
    return at.map((t) => at.reduce((total, s) => q(total + force(q(t - s))), 0));
  },
});

/** A recurrent cell: h ← tanh(a·h + b·x + c), J = (h − y)². */
const recurrent = (draws) => {
  const inputs = draws.normals(draws.integer(2, 8)).map(Math.fround);
  const y = Math.fround(draws.normal());
  const states = ([a, b, c], q) => {
    const all = [0];
    for (const x of inputs) all.push(q(Math.tanh(q(q(q(a * all.at(-1)) + q(b * x)) + c))));
    return all;
  };
  return {
    theta: draws.chance(0.3) ? Float64Array.of(draws.normal(), draws.normal(), 0) : draws.normals(3),
    costIn: (at, q) => {
      const off = q(states(at, q).at(-1) - y);
      return q(off * off);
    },
    gradientIn: ({ q }, given) => {
      const at = given.map(q);
      const h = states(at, q);
      let error = q(2 * q(h.at(-1) - q(y)));
      const gradient = new Float64Array(3);
      for (let step = inputs.length; step > 0; step--) {
        error = q(error * q(1 - q(h[step] * h[step])));
        gradient[0] = q(gradient[0] + q(error * h[step - 1]));
        gradient[1] = q(gradient[1] + q(error * q(inputs[step - 1])));
        gradient[2] = q(gradient[2] + error);
        error = q(error * at[0]);
      }
      return gradient;
    },
  };
};

/** Most parameters of a network that is a function. */
const MOST = 40;

/** A layered network without kinks, as a function of its parameters. */
const smoothNetwork = (draws) => {
  let net;
  do net = nets.ordinary(draws);
  while (net.theta.length > MOST || net.network.layers.some(({ activation }) => activation.endsWith('relu')));
  return {
    theta: net.theta,
    costIn: (at, q) => costIn(net, at, q === Math.fround ? arithmetics.float32 : arithmetics.float64),
    gradientIn: (arithmetic, at) => gradientIn(net, arithmetic, at),
  };
};

const FAMILIES = {
  'logistic regression': logistic,
  'least squares': leastSquares,
  'Poisson regression': poisson,
  'Cauchy loss': cauchyLoss,
  'Rosenbrock chain': rosenbrock,
  'log Σ e^θ': logSumExp,
  'quadratic form': quadraticForm,
  product,
  norm,
  cosine,
  'coupled sines': coupledSines,
  ratio,
  variance,
  pairs,
  'recurrent cell': recurrent,
  network: smoothNetwork,
};

/** A function whose parameters act together; `costIn` and `gradientIn` round every operation's result. */
export const coupled = (draws) => {
  const family = draws.pick(Object.keys(FAMILIES));
  return { family, ...FAMILIES[family](draws) };
};
