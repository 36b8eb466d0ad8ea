"""The formula of a parameter's new value, by each optimizer's own rule."""

from backprop_gui.core.network import BiasPlace, WeightPlace
from backprop_gui.explain.expression import (
    Expression,
    Fraction,
    Number,
    Product,
    Square,
    Sum,
    Value,
    call,
    minus,
    product,
    total,
)
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.quantities import error_by, memory, parameter, setting

ONE = Number(1.0)
RATE = Value(setting("learning_rate"))
EPSILON = Value(setting("epsilon"))


def new_value(place: WeightPlace | BiasPlace, figures: Figures) -> Expression:
    """Write w+ = w - change."""
    gradient = penalised_gradient(place, figures)
    return minus(Value(parameter(place)), _change(place, gradient, figures))


def penalised_gradient(place: WeightPlace | BiasPlace, figures: Figures) -> Expression:
    """Write g = ∂E_total/∂w + λ₁ sign(w) + λ₂ w, as far as the weight is regularised."""
    gradient = Value(error_by(place))
    own, plan = Value(parameter(place)), figures.plan
    terms: list[Expression] = [gradient]
    if plan.l1 and isinstance(place, WeightPlace):
        terms.append(product(Value(setting("l1")), call("sign", own)))
    if plan.l2 and isinstance(place, WeightPlace):
        terms.append(product(Value(setting("l2")), own))
    return total(*terms) if len(terms) > 1 else gradient


def _change(place: WeightPlace | BiasPlace, gradient: Expression, figures: Figures) -> Expression:
    match figures.plan.optimizer.name:
        case "momentum":
            return product(RATE, velocity(place, gradient))
        case "nesterov":
            ahead = product(Value(setting("momentum")), velocity(place, gradient))
            return product(RATE, total(gradient, ahead))
        case "adagrad":
            squares = total(Value(memory("squares", place)), Square(gradient))
            return divided_by_root(product(RATE, gradient), squares)
        case "rmsprop":
            return divided_by_root(product(RATE, gradient), _mean_squares(place, gradient, "rho"))
        case "adam":
            return _adam_change(place, gradient, figures.before.rounds + 1)
        case _:
            return product(RATE, gradient)


def velocity(place: WeightPlace | BiasPlace, gradient: Expression) -> Sum:
    """μ v + g."""
    return total(product(Value(setting("momentum")), Value(memory("velocity", place))), gradient)


def running_mean(share: str, old: Expression, new: Expression) -> Sum:
    """β · old + (1 - β) · new."""
    beta = Value(setting(share))
    return total(product(beta, old), product(minus(ONE, beta), new))


def _mean_squares(place: WeightPlace | BiasPlace, gradient: Expression, share: str) -> Sum:
    return running_mean(share, Value(memory("squares", place)), Square(gradient))


def divided_by_root(top: Product, squares: Expression) -> Fraction:
    """Write top / (√s + ε)."""
    return Fraction(top, total(call("sqrt", squares), EPSILON))


def _adam_change(place: WeightPlace | BiasPlace, gradient: Expression, round_number: int) -> Fraction:
    mean = running_mean("beta1", Value(memory("mean", place)), gradient)
    squares = _mean_squares(place, gradient, "beta2")
    unbiased_mean = Fraction(mean, _bias_correction("beta1", round_number))
    unbiased_squares = Fraction(squares, _bias_correction("beta2", round_number))
    return divided_by_root(product(RATE, unbiased_mean), unbiased_squares)


def _bias_correction(share: str, round_number: int) -> Expression:
    """1 - β^t."""
    return minus(ONE, call("power", Value(setting(share)), Number(float(round_number))))
