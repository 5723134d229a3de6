"""A result that extends what was received: a bundle as the product, figures of one's own in place of purchases and stages."""
