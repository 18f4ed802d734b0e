"""A custom operation in PyTorch with a hand-written backward, checked within a cost. From the repository root, where PyTorch is installed:

    npx gradproof check examples/python-process/pytorch.json
"""
import gradproof
import torch


class Swish(torch.autograd.Function):
    """x * sigmoid(x)"""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return grad * (s + x * s * (1 - s))


torch.manual_seed(1)
X = torch.randn(4, 20, dtype=torch.float64)


def cost(at):
    hidden = Swish.apply(at["W1"] @ X + at["b1"])
    return ((at["W2"] @ hidden) ** 2).mean()


gradproof.serve_torch(
    cost,
    parameters={"W1": torch.randn(6, 4), "b1": torch.randn(6, 1), "W2": torch.randn(1, 6)},
)
