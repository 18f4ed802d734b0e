import type { KnownFunction } from './known-function.ts';
import { leastSquares, type Residual } from './least-squares.ts';

const { exp, sin, cos, sqrt, PI } = Math;
const range = (count: number, from = 1): number[] => Array.from({ length: count }, (_, i) => i + from);
const problem = (
  name: string,
  theta: readonly number[],
  residuals: (x: readonly number[]) => readonly Residual[],
): KnownFunction => leastSquares(name, 'Moré–Garbow–Hillstrom', theta, (x) => residuals(Array.from(x)));
type Two = [number, number];
type Three = [number, number, number];
type Four = [number, number, number, number];

const BARD = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
const GAUSSIAN = [9, 44, 175, 540, 1295, 2420, 3521, 3989, 3521, 2420, 1295, 540, 175, 44, 9];
const MEYER = [
  34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
];
const KOWALIK = [
  [0.1957, 4], [0.1947, 2], [0.1735, 1], [0.16, 0.5], [0.0844, 0.25], [0.0627, 0.167], [0.0456, 0.125],
  [0.0342, 0.1], [0.0323, 0.0833], [0.0235, 0.0714], [0.0246, 0.0625],
] as const; // prettier-ignore
const OSBORNE_1 = [
  0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628,
  0.603, 0.58, 0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.42, 0.414,
  0.411, 0.406,
];

/**
 * Test functions of J. J. Moré, B. S. Garbow and K. E. Hillstrom, "Testing unconstrained optimization software", ACM TOMS 7
 * (1981), at their standard starting points, by their number there.
 */
export const moreGarbowHillstrom: readonly KnownFunction[] = [
  problem('1 Rosenbrock', [-1.2, 1], (x) => {
    const [a, b] = x as Two;
    return [
      [
        10 * (b - a * a),
        [
          [0, -20 * a],
          [1, 10],
        ],
      ],
      [1 - a, [[0, -1]]],
    ];
  }),
  problem('2 Freudenstein and Roth', [0.5, -2], (x) => {
    const [a, b] = x as Two;
    return [
      [
        -13 + a + ((5 - b) * b - 2) * b,
        [
          [0, 1],
          [1, 10 * b - 3 * b * b - 2],
        ],
      ],
      [
        -29 + a + ((b + 1) * b - 14) * b,
        [
          [0, 1],
          [1, 3 * b * b + 2 * b - 14],
        ],
      ],
    ];
  }),
  problem('3 Powell badly scaled', [0, 1], (x) => {
    const [a, b] = x as Two;
    return [
      [
        1e4 * a * b - 1,
        [
          [0, 1e4 * b],
          [1, 1e4 * a],
        ],
      ],
      [
        exp(-a) + exp(-b) - 1.0001,
        [
          [0, -exp(-a)],
          [1, -exp(-b)],
        ],
      ],
    ];
  }),
  problem('4 Brown badly scaled', [1, 1], (x) => {
    const [a, b] = x as Two;
    return [
      [a - 1e6, [[0, 1]]],
      [b - 2e-6, [[1, 1]]],
      [
        a * b - 2,
        [
          [0, b],
          [1, a],
        ],
      ],
    ];
  }),
  problem('5 Beale', [1, 1], (x) => {
    const [a, b] = x as Two;
    return [1.5, 2.25, 2.625].map((y, i): Residual => [
      y - a * (1 - b ** (i + 1)),
      [
        [0, b ** (i + 1) - 1],
        [1, a * (i + 1) * b ** i],
      ],
    ]);
  }),
  problem('6 Jennrich and Sampson', [0.3, 0.4], (x) => {
    const [a, b] = x as Two;
    return range(10).map((i): Residual => [
      2 + 2 * i - (exp(i * a) + exp(i * b)),
      [
        [0, -i * exp(i * a)],
        [1, -i * exp(i * b)],
      ],
    ]);
  }),
  problem('7 helical valley', [-1, 0, 0], (x) => {
    const [a, b, c] = x as Three;
    const angle = Math.atan(b / a) / (2 * PI) + (a < 0 ? 0.5 : 0);
    const r2 = a * a + b * b;
    const [da, db] = [-b / r2 / (2 * PI), a / r2 / (2 * PI)];
    return [
      [
        10 * (c - 10 * angle),
        [
          [0, -100 * da],
          [1, -100 * db],
          [2, 10],
        ],
      ],
      [
        10 * (sqrt(r2) - 1),
        [
          [0, (10 * a) / sqrt(r2)],
          [1, (10 * b) / sqrt(r2)],
        ],
      ],
      [c, [[2, 1]]],
    ];
  }),
  problem('8 Bard', [1, 1, 1], (x) => {
    const [a, b, c] = x as Three;
    return BARD.map((y, k): Residual => {
      const [u, v] = [k + 1, 15 - k];
      const w = Math.min(u, v);
      const d = v * b + w * c;
      return [
        y - (a + u / d),
        [
          [0, -1],
          [1, (u * v) / (d * d)],
          [2, (u * w) / (d * d)],
        ],
      ];
    });
  }),
  problem('9 Gaussian', [0.4, 1, 0], (x) => {
    const [a, b, c] = x as Three;
    return GAUSSIAN.map((y, k): Residual => {
      const t = (7 - k) / 2;
      const e = exp((-b * (t - c) ** 2) / 2);
      return [
        a * e - y / 1e4,
        [
          [0, e],
          [1, (-a * e * (t - c) ** 2) / 2],
          [2, a * e * b * (t - c)],
        ],
      ];
    });
  }),
  problem('10 Meyer', [0.02, 4000, 250], (x) => {
    const [a, b, c] = x as Three;
    return MEYER.map((y, k): Residual => {
      const t = 45 + 5 * (k + 1) + c;
      const e = exp(b / t);
      return [
        a * e - y,
        [
          [0, e],
          [1, (a * e) / t],
          [2, (-a * e * b) / (t * t)],
        ],
      ];
    });
  }),
  problem('11 Gulf research and development', [5, 2.5, 0.15], (x) => {
    const [a, b, c] = x as Three;
    return range(99).map((i): Residual => {
      const t = i / 100;
      const y = 25 + (-50 * Math.log(t)) ** (2 / 3);
      const base = Math.abs(y - b);
      const power = base ** c;
      const e = exp(-power / a);
      const byPower = -e / a;
      return [
        e - t,
        [
          [0, (e * power) / (a * a)],
          [1, (byPower * c * power * -Math.sign(y - b)) / base],
          [2, byPower * power * Math.log(base)],
        ],
      ];
    });
  }),
  problem('12 Box three-dimensional', [0, 10, 20], (x) => {
    const [a, b, c] = x as Three;
    return range(10).map((i): Residual => {
      const t = i / 10;
      const y = exp(-t) - exp(-10 * t);
      return [
        exp(-t * a) - exp(-t * b) - c * y,
        [
          [0, -t * exp(-t * a)],
          [1, t * exp(-t * b)],
          [2, -y],
        ],
      ];
    });
  }),
  problem('13 Powell singular', [3, -1, 0, 1], (x) => {
    const [a, b, c, d] = x as Four;
    return [
      [
        a + 10 * b,
        [
          [0, 1],
          [1, 10],
        ],
      ],
      [
        sqrt(5) * (c - d),
        [
          [2, sqrt(5)],
          [3, -sqrt(5)],
        ],
      ],
      [
        (b - 2 * c) ** 2,
        [
          [1, 2 * (b - 2 * c)],
          [2, -4 * (b - 2 * c)],
        ],
      ],
      [
        sqrt(10) * (a - d) ** 2,
        [
          [0, 2 * sqrt(10) * (a - d)],
          [3, -2 * sqrt(10) * (a - d)],
        ],
      ],
    ];
  }),
  problem('14 Wood', [-3, -1, -3, -1], (x) => {
    const [a, b, c, d] = x as Four;
    return [
      [
        10 * (b - a * a),
        [
          [0, -20 * a],
          [1, 10],
        ],
      ],
      [1 - a, [[0, -1]]],
      [
        sqrt(90) * (d - c * c),
        [
          [2, -2 * sqrt(90) * c],
          [3, sqrt(90)],
        ],
      ],
      [1 - c, [[2, -1]]],
      [
        sqrt(10) * (b + d - 2),
        [
          [1, sqrt(10)],
          [3, sqrt(10)],
        ],
      ],
      [
        (b - d) / sqrt(10),
        [
          [1, 1 / sqrt(10)],
          [3, -1 / sqrt(10)],
        ],
      ],
    ];
  }),
  problem('15 Kowalik and Osborne', [0.25, 0.39, 0.415, 0.39], (x) => {
    const [a, b, c, d] = x as Four;
    return KOWALIK.map(([y, u]): Residual => {
      const top = u * u + u * b;
      const below = u * u + u * c + d;
      const q = top / below;
      return [
        y - a * q,
        [
          [0, -q],
          [1, (-a * u) / below],
          [2, (a * q * u) / below],
          [3, (a * q) / below],
        ],
      ];
    });
  }),
  problem('16 Brown and Dennis', [25, 5, -5, -1], (x) => {
    const [a, b, c, d] = x as Four;
    return range(20).map((i): Residual => {
      const t = i / 5;
      const p = a + t * b - exp(t);
      const q = c + d * sin(t) - cos(t);
      return [
        p * p + q * q,
        [
          [0, 2 * p],
          [1, 2 * p * t],
          [2, 2 * q],
          [3, 2 * q * sin(t)],
        ],
      ];
    });
  }),
  problem('17 Osborne 1', [0.5, 1.5, -1, 0.01, 0.02], (x) => {
    const [a, b, c, d, e] = x as [...Four, number];
    return OSBORNE_1.map((y, k): Residual => {
      const t = 10 * k;
      const [p, q] = [exp(-t * d), exp(-t * e)];
      return [
        y - (a + b * p + c * q),
        [
          [0, -1],
          [1, -p],
          [2, -q],
          [3, t * b * p],
          [4, t * c * q],
        ],
      ];
    });
  }),
  problem('18 Biggs EXP6', [1, 2, 1, 1, 1, 1], (x) => {
    const [a, b, c, d, e, f] = x as [...Four, number, number];
    return range(13).map((i): Residual => {
      const t = i / 10;
      const y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t);
      const [p, q, r] = [exp(-t * a), exp(-t * b), exp(-t * e)];
      return [
        c * p - d * q + f * r - y,
        [
          [0, -t * c * p],
          [1, t * d * q],
          [2, p],
          [3, -q],
          [4, -t * f * r],
          [5, r],
        ],
      ];
    });
  }),
  problem('20 Watson', new Array<number>(9).fill(0.1), (x) => [
    ...range(29).map((i): Residual => {
      const t = i / 29;
      const inner = x.reduce((sum, v, j) => sum + v * t ** j, 0);
      const slope = x.reduce((sum, v, j) => (j === 0 ? sum : sum + j * v * t ** (j - 1)), 0);
      return [
        slope - inner * inner - 1,
        x.map((_, j) => [j, (j === 0 ? 0 : j * t ** (j - 1)) - 2 * inner * t ** j] as const),
      ];
    }),
    [x[0]!, [[0, 1]]],
    [
      x[1]! - x[0]! ** 2 - 1,
      [
        [0, -2 * x[0]!],
        [1, 1],
      ],
    ],
  ]),
  problem('21 extended Rosenbrock', [-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1], (x) =>
    range(4, 0).flatMap((k): Residual[] => {
      const [a, b] = x.slice(2 * k) as Two;
      return [
        [
          10 * (b - a * a),
          [
            [2 * k, -20 * a],
            [2 * k + 1, 10],
          ],
        ],
        [1 - a, [[2 * k, -1]]],
      ];
    }),
  ),
  problem('23 penalty I', range(10), (x) => [
    ...x.map((v, i): Residual => [sqrt(1e-5) * (v - 1), [[i, sqrt(1e-5)]]]),
    [x.reduce((sum, v) => sum + v * v, 0) - 0.25, x.map((v, i) => [i, 2 * v] as const)],
  ]),
  problem(
    '25 variably dimensioned',
    range(10).map((j) => 1 - j / 10),
    (x) => {
      const sum = x.reduce((total, v, j) => total + (j + 1) * (v - 1), 0);
      return [
        ...x.map((v, i): Residual => [v - 1, [[i, 1]]]),
        [sum, x.map((_, j) => [j, j + 1] as const)],
        [sum * sum, x.map((_, j) => [j, 2 * sum * (j + 1)] as const)],
      ];
    },
  ),
  problem('26 trigonometric', new Array<number>(10).fill(0.1), (x) => {
    const total = x.reduce((sum, v) => sum + cos(v), 0);
    return x.map((v, i): Residual => [
      10 - total + (i + 1) * (1 - cos(v)) - sin(v),
      x.map((w, j) => [j, sin(w) + (i === j ? (i + 1) * sin(w) - cos(w) : 0)] as const),
    ]);
  }),
  problem('27 Brown almost-linear', new Array<number>(10).fill(0.5), (x) => {
    const total = x.reduce((sum, v) => sum + v, 0);
    const product = x.reduce((all, v) => all * v, 1);
    return x.map((v, i): Residual =>
      i === 9
        ? [product - 1, x.map((w, j) => [j, product / w] as const)]
        : [v + total - 11, x.map((_, j) => [j, i === j ? 2 : 1] as const)],
    );
  }),
  problem(
    '28 discrete boundary value',
    range(10).map((i) => (i / 11) * (i / 11 - 1)),
    (x) =>
      x.map((v, i): Residual => {
        const [h, t] = [1 / 11, (i + 1) / 11];
        const partials: [number, number][] = [[i, 2 + 1.5 * h * h * (v + t + 1) ** 2]];
        if (i > 0) partials.push([i - 1, -1]);
        if (i < 9) partials.push([i + 1, -1]);
        return [2 * v - (x[i - 1] ?? 0) - (x[i + 1] ?? 0) + (h * h * (v + t + 1) ** 3) / 2, partials];
      }),
  ),
  problem('30 Broyden tridiagonal', new Array<number>(10).fill(-1), (x) =>
    x.map((v, i): Residual => {
      const partials: [number, number][] = [[i, 3 - 4 * v]];
      if (i > 0) partials.push([i - 1, -1]);
      if (i < 9) partials.push([i + 1, -2]);
      return [(3 - 2 * v) * v - (x[i - 1] ?? 0) - 2 * (x[i + 1] ?? 0) + 1, partials];
    }),
  ),
  problem('31 Broyden banded', new Array<number>(10).fill(-1), (x) =>
    x.map((v, i): Residual => {
      const near = range(10, 0).filter((j) => j !== i && j >= i - 5 && j <= i + 1);
      return [
        v * (2 + 5 * v * v) + 1 - near.reduce((sum, j) => sum + x[j]! * (1 + x[j]!), 0),
        [[i, 2 + 15 * v * v], ...near.map((j) => [j, -1 - 2 * x[j]!] as const)],
      ];
    }),
  ),
  problem('32 linear, full rank', new Array<number>(10).fill(1), (x) =>
    range(20, 0).map((i): Residual => {
      const part = (2 / 20) * x.reduce((sum, v) => sum + v, 0);
      return [(i < 10 ? x[i]! : 0) - part - 1, x.map((_, j) => [j, (i === j ? 1 : 0) - 2 / 20] as const)];
    }),
  ),
  problem('33 linear, rank 1', new Array<number>(10).fill(1), (x) => {
    const sum = x.reduce((total, v, j) => total + (j + 1) * v, 0);
    return range(20).map((i): Residual => [i * sum - 1, x.map((_, j) => [j, i * (j + 1)] as const)]);
  }),
  problem(
    '35 Chebyquad',
    range(8).map((j) => j / 9),
    (x) =>
      range(8).map((i): Residual => {
        const shifted = x.map((v) => 2 * v - 1);
        const angles = shifted.map(Math.acos);
        const mean = angles.reduce((sum, angle) => sum + cos(i * angle), 0) / 8;
        const integral = i % 2 === 0 ? -1 / (i * i - 1) : 0;
        return [
          mean - integral,
          angles.map((angle, j) => [j, (2 * i * sin(i * angle)) / (8 * sin(angle))] as const),
        ];
      }),
  ),
];
